using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>The configuration on disk: <c>configuration.json</c>, and the version before it in <c>configuration.previous.json</c>.</summary>
internal sealed class ConfigurationFile(ApplianceDirectory directory, SecretProtector protector)
{
    private static readonly JsonSerializerOptions JsonOptions = CreateOptions();

    public string Path => System.IO.Path.Combine(directory.Path, "configuration.json");

    public string PreviousPath => System.IO.Path.Combine(directory.Path, "configuration.previous.json");

    /// <summary>Reads the configuration; a new appliance gets the defaults.</summary>
    /// <exception cref="HostStartException">The file is broken or cannot be read; the message says where and what to do.</exception>
    public ApplianceConfiguration Load()
    {
        byte[] content;
        try
        {
            content = File.ReadAllBytes(Path);
        }
        catch (FileNotFoundException)
        {
            return File.Exists(PreviousPath)
                ? throw new HostStartException($"'{Path}' is missing, but '{PreviousPath}' exists. Restore it from there, or delete both to begin with defaults.")
                : new ApplianceConfiguration();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HostStartException($"The configuration '{Path}' cannot be read: {e.Message}", inner: e);
        }

        var configuration = Parse(content);
        var errors = ConfigurationValidator.Validate(configuration);
        return errors.Count == 0
            ? configuration
            : throw Broken("is not valid: " + string.Join(" ", errors.Select(error => $"{error.Target}: {error.Message}")), null);
    }

    /// <summary>Makes the configuration the stored one, durably.</summary>
    /// <exception cref="IOException">It cannot be written; what was stored is still there.</exception>
    /// <exception cref="UnauthorizedAccessException">As above.</exception>
    public void Save(ApplianceConfiguration configuration)
    {
        var stored = new StoredConfiguration { Configuration = configuration.MapSecrets(protector.Protect) };
        var content = JsonSerializer.SerializeToUtf8Bytes(stored, JsonOptions);
        if (File.Exists(Path))
        {
            DurableFile.Replace(PreviousPath, File.ReadAllBytes(Path));
        }

        DurableFile.Replace(Path, content);
    }

    private ApplianceConfiguration Parse(byte[] content)
    {
        try
        {
            var stored = JsonSerializer.Deserialize<StoredConfiguration>(content, JsonOptions)
                ?? throw new JsonException("The file holds no object.");
            return stored.FormatVersion <= StoredConfiguration.CurrentFormat
                ? stored.Configuration.MapSecrets(protector.Unprotect)
                : throw Broken($"was written by a newer version (format {stored.FormatVersion}).", null);
        }
        catch (JsonException e)
        {
            var line = e.LineNumber is { } number ? $"at line {number + 1}" : "";
            var path = string.IsNullOrEmpty(e.Path) || e.Path == "$" ? "" : $" ({e.Path.TrimStart('$', '.')})";
            throw Broken($"is broken {line}{path}: {FirstSentence(e.Message)}", e);
        }
        catch (CryptographicException e)
        {
            throw Broken("has a secret that cannot be decrypted with the keys of this data directory. Remove it from the file and set it anew.", e);
        }
    }

    private HostStartException Broken(string problem, Exception? inner) => new(
        File.Exists(PreviousPath)
            ? $"The configuration '{Path}' {problem} Correct it, or restore '{PreviousPath}'."
            : $"The configuration '{Path}' {problem} Correct it.",
        inner: inner);

    /// <summary>The serializer repeats path and line at the end of its message.</summary>
    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(" Path: ", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }

    private static JsonSerializerOptions CreateOptions()
    {
        var options = new JsonSerializerOptions
        {
            WriteIndented = true,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            AllowDuplicateProperties = false,
            ReadCommentHandling = JsonCommentHandling.Skip,
            AllowTrailingCommas = true,
            RespectNullableAnnotations = true,
        };
        ContractJson.Configure(options);
        return options;
    }
}
