using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.DesiredState;

namespace OptosAdvance.Dicom.Host;

/// <summary>Evaluates documents with the environment and the secrets of the host, and reads those that are followed.</summary>
internal sealed class HeldEvaluator(IApplianceSettings settings, ApplianceDirectory directory, HostSecrets secrets, TimeProvider time)
{
    private const int LongestFile = 8 << 20;

    /// <summary>Evaluates a document that is new; what it includes is read from its folder and becomes part of the result.</summary>
    /// <exception cref="DocumentException">The document is wrong.</exception>
    public (HeldConfiguration Held, EvaluatedDocument Document) EvaluateNew(DesiredConfiguration configuration)
    {
        var folder = configuration.Source.Path is { } path ? Path.GetDirectoryName(path) : null;
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        var document = Evaluate(configuration.Source, relative =>
        {
            if (folder is null || TryRead(Path.Combine(folder, relative)) is not { } text)
            {
                return null;
            }

            read[relative] = text;
            return text;
        });
        var includes = read.Select(pair => new IncludedText(pair.Key, pair.Value)).OrderBy(include => include.Path, StringComparer.Ordinal).ToEquatableList();
        return (new HeldConfiguration { Configuration = configuration, Includes = includes }, document);
    }

    /// <summary>Evaluates a document that is kept, with what was read when it was new.</summary>
    /// <exception cref="DocumentException">The document is wrong now: an environment variable or a secret is gone.</exception>
    public EvaluatedDocument Evaluate(HeldConfiguration held) =>
        Evaluate(held.Configuration.Source, relative => held.Includes.FirstOrDefault(include => include.Path == relative)?.Text);

    /// <summary>The source with the texts that its paths hold now.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file cannot be read.</exception>
    public static DocumentSource Reread(DocumentSource source) => source with
    {
        Text = Read(source.Path!),
        ParametersText = source.ParametersPath is { } path ? Read(path) : null,
    };

    private EvaluatedDocument Evaluate(DocumentSource source, Func<string, string?> readFile)
    {
        var actual = settings.Current;
        return ConfigurationDocument.Evaluate(source, new EvaluationInputs
        {
            Actual = actual,
            VolumeBytes = VolumeSize.Of(actual.Repository.Path ?? directory.DefaultRepositoryPath),
            ReadFile = readFile,
            Secret = secrets.Find,
            SecretSource = secrets.Description,
            Now = time.GetUtcNow,
        });
    }

    private static string? TryRead(string path)
    {
        try
        {
            return Read(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // The document's error says that there is none.
            return null;
        }
    }

    private static string Read(string path)
    {
        var length = new FileInfo(path).Length;
        return length <= LongestFile ? File.ReadAllText(path) : throw new IOException($"'{path}' has {length} bytes; no document is that large.");
    }
}
