using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>A capability that wants to know what was changed and by whom, and may have something to tell whoever changes it.</summary>
internal interface IConfigurationObserver
{
    /// <summary>Warnings for who makes a change, or asks what one would do; one sentence each.</summary>
    /// <param name="after">The configuration after the change.</param>
    /// <param name="changes">What changes.</param>
    /// <param name="actor">Who changes it.</param>
    IEnumerable<string> Foresee(ApplianceConfiguration after, EquatableList<PropertyChange> changes, string actor);

    /// <summary>Called after a change is in force, one change at a time. Returns at once and does not throw.</summary>
    void Changed(EquatableList<PropertyChange> changes, string actor);
}
