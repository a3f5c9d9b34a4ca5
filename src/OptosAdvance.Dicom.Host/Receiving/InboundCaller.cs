using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>Who calls, and what is known of it.</summary>
/// <param name="Request">What it asks for.</param>
/// <param name="Configuration">The configuration in force when it called.</param>
internal sealed record InboundCaller(AssociationRequest Request, ApplianceConfiguration Configuration)
{
    /// <summary>The caller's AE title.</summary>
    public string AETitle => Request.CallingAETitle;

    /// <summary>Entries with the caller's AE title; none for a stranger that the policy lets in.</summary>
    public IReadOnlyList<RemoteAE> Entries { get; } = [.. Configuration.RemoteAEs.Where(entry => entry.AETitle?.Value == Request.CallingAETitle)];

    /// <summary>Whether an entry with the caller's AE title plays a service.</summary>
    public bool Plays(RemoteServices service) => Entries.Any(entry => entry.Services.HasFlag(service));

    /// <summary>Roles that it proposes for a SOP class; null for the default, in which it is user (PS3.7 D.3.3.4).</summary>
    public RoleSelection? RolesFor(DicomUid sopClass) => Request.RoleSelections.FirstOrDefault(role => role.SopClass == sopClass);
}
