using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// The messages that wait, oldest first: a file each in <c>mail/</c> of the data directory, so that they outlive the host. A message whose
/// file cannot be written (a full volume is what some of them tell of) waits in memory.
/// </summary>
/// <remarks>Used by one thread; <see cref="Count"/> and <see cref="Oldest"/> may be read by any.</remarks>
internal sealed partial class MailQueue(ApplianceDirectory directory, ILogger<MailQueue> logger)
{
    private const string Extension = ".json";

    private readonly string _folder = Path.Combine(directory.Path, "mail");
    private readonly HashSet<string> _unwritten = [];
    private volatile QueuedMail[] _messages = [];

    public IReadOnlyList<QueuedMail> Messages => _messages;

    public int Count => _messages.Length;

    public QueuedMail? Oldest => _messages is [var oldest, ..] ? oldest : null;

    /// <summary>Finds what an earlier host left. A file that cannot be read is put aside.</summary>
    /// <exception cref="HostStartException">The folder cannot be made.</exception>
    public void Load()
    {
        PrivateDirectory.CreateOwnerOnly(_folder);
        var found = new List<QueuedMail>();
        foreach (var path in Directory.EnumerateFiles(_folder, "*" + Extension))
        {
            try
            {
                found.Add(JsonSerializer.Deserialize<QueuedMail>(File.ReadAllBytes(path)) ?? throw new JsonException("It holds no object."));
            }
            catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
            {
                LogUnreadable(logger, path, e);
                File.Move(path, path + ".broken", overwrite: true);
            }
        }

        _messages = [.. found.OrderBy(mail => mail.Time).ThenBy(mail => mail.Id, StringComparer.Ordinal)];
    }

    public void Add(QueuedMail mail)
    {
        _messages = [.. _messages, mail];
        _unwritten.Add(mail.Id);
        Store();
    }

    public void Remove(QueuedMail mail)
    {
        _messages = [.. _messages.Where(each => each.Id != mail.Id)];
        if (_unwritten.Remove(mail.Id))
        {
            return;
        }

        try
        {
            File.Delete(PathOf(mail));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is sent once more after a restart; better twice than never.
            LogNotRemoved(logger, mail.Id, e);
        }
    }

    /// <summary>Writes what could not be written before.</summary>
    public void Store()
    {
        foreach (var mail in _messages.Where(mail => _unwritten.Contains(mail.Id)))
        {
            try
            {
                DurableFile.Replace(PathOf(mail), JsonSerializer.SerializeToUtf8Bytes(mail));
                _unwritten.Remove(mail.Id);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                LogNotStored(logger, mail.Id, e);
                return;
            }
        }
    }

    private string PathOf(QueuedMail mail) => Path.Combine(_folder, mail.Id + Extension);

    [LoggerMessage(3400, LogLevel.Warning, "The waiting message '{Path}' cannot be read; it is put aside")]
    private static partial void LogUnreadable(ILogger logger, string path, Exception exception);

    [LoggerMessage(3401, LogLevel.Warning, "The message {Id} waits in memory only: its file cannot be written")]
    private static partial void LogNotStored(ILogger logger, string id, Exception exception);

    [LoggerMessage(3402, LogLevel.Warning, "The file of the message {Id}, which is done with, cannot be removed")]
    private static partial void LogNotRemoved(ILogger logger, string id, Exception exception);
}
