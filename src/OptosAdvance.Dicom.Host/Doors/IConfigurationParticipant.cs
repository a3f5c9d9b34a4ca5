using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>A capability that has something to do when the configuration changes (bind a port, open a folder).</summary>
/// <remarks>
/// A change is prepared by every participant, stored, and then committed by every participant. When one cannot prepare,
/// what the others prepared is disposed and the old configuration stays in force.
/// </remarks>
internal interface IConfigurationParticipant
{
    /// <summary>Does everything that can fail, without disturbing what runs.</summary>
    /// <returns>What is left to do, or null when the change does not concern this participant.</returns>
    /// <exception cref="ControlException">The change cannot be carried out; says why and what to do.</exception>
    Task<IPreparedChange?> PrepareAsync(ApplianceConfiguration before, ApplianceConfiguration after, CancellationToken cancellationToken);
}
