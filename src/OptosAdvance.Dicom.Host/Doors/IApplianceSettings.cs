using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>The door for settings: what is in force now.</summary>
internal interface IApplianceSettings
{
    /// <summary>The configuration in force; a new object after each change. Reading it is cheap and thread-safe.</summary>
    ApplianceConfiguration Current { get; }
}
