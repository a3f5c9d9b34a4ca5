using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>The user information item (PS3.8 9.3.2.3 and Annex D, PS3.7 D.3.3) of either direction.</summary>
internal sealed record UserInformation
{
    public uint MaximumPduLength { get; init; }

    public DicomUid? ImplementationClassUid { get; init; }

    public string? ImplementationVersionName { get; init; }

    public AsynchronousOperationsWindow? AsynchronousOperationsWindow { get; init; }

    public IReadOnlyList<RoleSelection> RoleSelections { get; init; } = [];

    public IReadOnlyList<ExtendedNegotiation> ExtendedNegotiations { get; init; } = [];

    public IReadOnlyList<CommonExtendedNegotiation> CommonExtendedNegotiations { get; init; } = [];

    /// <summary>In a request only.</summary>
    public UserIdentity? UserIdentity { get; init; }

    /// <summary>In an acceptance only.</summary>
    public ReadOnlyMemory<byte>? UserIdentityResponse { get; init; }
}
