using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Dsc;

/// <summary>The way from one state of the host to another.</summary>
/// <param name="Steps">What to do, in order; nothing when the states are the same.</param>
/// <param name="After">State that they lead to.</param>
internal sealed record HostPlan(IReadOnlyList<HostStep> Steps, HostSettings After)
{
    /// <summary>Plans. A host that runs is stopped only when what it runs as, or where, is another.</summary>
    public static HostPlan Make(HostSettings before, HostSettings wanted)
    {
        var steps = new List<HostStep>();
        var moves = before.DataDirectory != wanted.DataDirectory;
        var installs = wanted.Installed && (!before.Installed || moves);
        var removes = before.Installed && !wanted.Installed;
        var startup = wanted.Installed ? wanted.StartupType ?? HostStartup.Automatic : (HostStartup?)null;
        var stops = before.Running && (!wanted.Running || installs || removes || moves);
        if (stops)
        {
            steps.Add(before.Installed ? HostStep.StopService : HostStep.StopProcess);
        }

        if (removes)
        {
            steps.Add(HostStep.Remove);
        }

        if (installs)
        {
            steps.Add(HostStep.Install);
        }

        if (startup is not null && startup != before.StartupType)
        {
            steps.Add(HostStep.SetStartup);
        }

        if (wanted.Running && (!before.Running || stops))
        {
            steps.Add(wanted.Installed ? HostStep.StartService : HostStep.StartProcess);
        }

        return new HostPlan(steps, wanted with { StartupType = startup, Version = wanted.Running ? before.Version : null });
    }
}
