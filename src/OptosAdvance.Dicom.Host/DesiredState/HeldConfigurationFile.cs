using System.Security.Cryptography;
using System.Text.Json;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// The desired configuration on disk, <c>desired-configuration.json</c>: encrypted as a whole, because documents and parameters hold
/// secrets.
/// </summary>
internal sealed class HeldConfigurationFile(ApplianceDirectory directory, SecretProtector protector)
{
    private const int CurrentFormat = 1;

    public string Path => System.IO.Path.Combine(directory.Path, "desired-configuration.json");

    /// <summary>Reads it; null when there is none.</summary>
    /// <exception cref="InvalidDataException">The file is broken, or was encrypted with other keys.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">As above.</exception>
    public HeldConfiguration? Load()
    {
        if (!File.Exists(Path))
        {
            return null;
        }

        try
        {
            var stored = JsonSerializer.Deserialize<Stored>(File.ReadAllBytes(Path), ContractJson.Options);
            return stored is { FormatVersion: CurrentFormat, Content: { } content }
                ? JsonSerializer.Deserialize<HeldConfiguration>(protector.Unprotect(content).Reveal(), ContractJson.Options)
                : throw new InvalidDataException($"'{Path}' was written by another version.");
        }
        catch (Exception e) when (e is JsonException or CryptographicException)
        {
            throw new InvalidDataException($"'{Path}' is broken, or was encrypted with other keys: {e.Message}", e);
        }
    }

    /// <summary>Makes it the stored one, durably.</summary>
    /// <exception cref="ControlException">It cannot be written; what was stored is still there.</exception>
    public void Save(HeldConfiguration held)
    {
        try
        {
            var content = protector.Protect(Secret.Parse(JsonSerializer.Serialize(held, ContractJson.Options)));
            DurableFile.Replace(Path, JsonSerializer.SerializeToUtf8Bytes(new Stored { Content = content }, ContractJson.Indented));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Errors.PathUnavailable(Path, $"The desired configuration cannot be stored: {e.Message}", "See to it that the host's account may write there and that the disk is not full.", e);
        }
    }

    /// <exception cref="ControlException">It cannot be removed.</exception>
    public void Delete()
    {
        try
        {
            File.Delete(Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Errors.PathUnavailable(Path, $"The desired configuration cannot be removed: {e.Message}", "See to it that the host's account may write there.", e);
        }
    }

    private sealed record Stored
    {
        public int FormatVersion { get; init; } = CurrentFormat;

        public Secret? Content { get; init; }
    }
}
