using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

internal sealed class FixedSettings : IApplianceSettings
{
    public ApplianceConfiguration Current { get; set; } = new();
}
