using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Keeps a suspension over a restart of the host in <c>suspension.json</c> of the data directory. The file has its blocks from the beginning and is written
/// over in place: what a suspension is about is often that the volume is full.
/// </summary>
internal sealed partial class SuspensionFile(ApplianceDirectory directory, ILogger<SuspensionFile> logger)
{
    private const int Length = 4096;

    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    private readonly string _path = Path.Combine(directory.Path, "suspension.json");

    /// <summary>What was kept last; null when storing was not suspended, or nothing that can be read was kept.</summary>
    public SuspensionRecord? Read()
    {
        try
        {
            return File.Exists(_path) && JsonSerializer.Deserialize<SuspensionRecord>(File.ReadAllBytes(_path), s_options) is { Causes.Count: > 0 } record
                ? record
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            // Torn by a power cut, say: the first look at the volume decides then.
            LogNotRead(exception, _path);
            return null;
        }
    }

    /// <summary>Keeps a record. A failure is logged and has no other consequence than that a restart forgets the suspension.</summary>
    public void Write(SuspensionRecord record)
    {
        try
        {
            var bytes = Bytes(record);
            using var handle = File.OpenHandle(_path, FileMode.OpenOrCreate, FileAccess.Write);
            RandomAccess.Write(handle, bytes, 0);
            RandomAccess.SetLength(handle, bytes.Length);
            RandomAccess.FlushToDisk(handle);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogNotWritten(exception, _path);
        }
    }

    /// <summary>Padded with blanks, which JSON allows after its value.</summary>
    private static byte[] Bytes(SuspensionRecord record)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(record, s_options);
        if (json.Length > Length)
        {
            json = JsonSerializer.SerializeToUtf8Bytes(
                record with { Causes = record.Causes.ToDictionary(static cause => cause.Key, static cause => cause.Value[..Math.Min(cause.Value.Length, 100)]) }, s_options);
        }

        var bytes = new byte[Length];
        bytes.AsSpan().Fill((byte)' ');
        json.CopyTo(bytes, 0);
        return bytes;
    }

    [LoggerMessage(EventId = 3003, Level = LogLevel.Warning, Message = "'{Path}' cannot be read; whether storing was suspended is not known.")]
    private partial void LogNotRead(Exception exception, string path);

    [LoggerMessage(EventId = 3004, Level = LogLevel.Warning, Message = "'{Path}' cannot be written; a restart of the host would not know of the suspension.")]
    private partial void LogNotWritten(Exception exception, string path);
}
