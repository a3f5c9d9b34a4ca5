using System.Text;

namespace OptosAdvance.Dicom.Network;

/// <summary>User identity of the requestor (PS3.7 D.3.3.7). Its text form never shows the secret.</summary>
/// <param name="Type">Kind of identity.</param>
/// <param name="PositiveResponseRequested">The requestor wants an answer.</param>
/// <param name="PrimaryField">User name, ticket, assertion or token.</param>
/// <param name="SecondaryField">Passcode; empty unless the type is <see cref="UserIdentityType.UsernameAndPasscode"/>.</param>
public sealed record UserIdentity(
    UserIdentityType Type, bool PositiveResponseRequested, ReadOnlyMemory<byte> PrimaryField, ReadOnlyMemory<byte> SecondaryField)
{
    /// <summary>The user name when the type carries one, else null.</summary>
    public string? Username => Type is UserIdentityType.Username or UserIdentityType.UsernameAndPasscode
        ? Encoding.UTF8.GetString(PrimaryField.Span)
        : null;

    /// <inheritdoc/>
    public override string ToString() => Username is { } name ? $"{Type} \"{name}\"" : $"{Type} ({PrimaryField.Length} bytes)";
}
