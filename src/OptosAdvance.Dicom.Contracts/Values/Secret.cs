using System.ComponentModel;
using System.Net;
using System.Security;
using System.Text.Json.Serialization;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>
/// A value that may be written and is never shown. What the host gives out in its place is <see cref="Hidden"/>;
/// giving <see cref="Hidden"/> back to the host leaves the value that it has.
/// </summary>
[TypeConverter(typeof(SecretTypeConverter))]
[JsonConverter(typeof(SecretJsonConverter))]
public sealed record Secret
{
    /// <summary>What is shown instead of a secret.</summary>
    public const string Mask = "***";

    private readonly string _text;

    private Secret(string text) => _text = text;

    /// <summary>Stands for a secret that is set and not shown.</summary>
    public static Secret Hidden { get; } = new(Mask);

    /// <summary>Whether this only stands for a secret.</summary>
    public bool IsHidden => ReferenceEquals(this, Hidden);

    /// <summary>A secret of a text; the text <c>***</c> gives <see cref="Hidden"/>.</summary>
    public static Secret Parse(string text) => text == Mask ? Hidden : new Secret(text ?? throw new ArgumentNullException(nameof(text)));

    /// <summary>A secret of a text that PowerShell holds protected.</summary>
    public static Secret FromSecureString(SecureString text) => Parse(new NetworkCredential("", text).Password);

    /// <summary>The text itself, for the one place that needs it.</summary>
    public string Reveal() => _text;

    /// <summary>Always <c>***</c>.</summary>
    public override string ToString() => Mask;
}
