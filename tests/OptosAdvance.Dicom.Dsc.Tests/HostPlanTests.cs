using CsCheck;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Dsc.Tests;

public sealed class HostPlanTests
{
    private static readonly HostSettings Nothing = new() { DataDirectory = "/a", ServiceManager = ServiceManagerKind.Systemd };
    private static readonly HostSettings Service = Nothing with { Installed = true, Running = true, StartupType = HostStartup.Automatic };

    [Fact]
    public void Installs_and_starts() =>
        Assert.Equal([HostStep.Install, HostStep.SetStartup, HostStep.StartService], HostPlan.Make(Nothing, Nothing with { Installed = true, Running = true }).Steps);

    [Fact]
    public void A_host_of_the_background_becomes_a_service() =>
        Assert.Equal(
            [HostStep.StopProcess, HostStep.Install, HostStep.SetStartup, HostStep.StartService],
            HostPlan.Make(Nothing with { Running = true }, Nothing with { Installed = true, Running = true }).Steps);

    [Fact]
    public void Moves_to_another_data_directory() =>
        Assert.Equal([HostStep.StopService, HostStep.Install, HostStep.StartService], HostPlan.Make(Service, Service with { DataDirectory = "/b" }).Steps);

    [Fact]
    public void Removes_and_goes_on_in_the_background() =>
        Assert.Equal([HostStep.StopService, HostStep.Remove, HostStep.StartProcess], HostPlan.Make(Service, Service with { Installed = false, StartupType = null }).Steps);

    [Fact]
    public void Only_the_start_changes_while_it_runs() =>
        Assert.Equal([HostStep.SetStartup], HostPlan.Make(Service, Service with { StartupType = HostStartup.Manual }).Steps);

    [Fact]
    public void Carrying_out_a_plan_leads_to_what_is_wanted_and_to_nothing_more()
    {
        var state = from installed in Gen.Bool
                    from running in Gen.Bool
                    from startup in Gen.Enum<HostStartup>()
                    from directory in Gen.Bool.Select(first => first ? "/a" : "/b")
                    select Nothing with { Installed = installed, Running = running, StartupType = installed ? startup : null, DataDirectory = directory };
        Gen.Select(state, state).Sample((before, wanted) =>
        {
            var plan = HostPlan.Make(before, wanted);
            Assert.Equal(wanted, Simulate(before, wanted, plan.Steps));
            Assert.Equal(wanted, plan.After);
            Assert.Empty(HostPlan.Make(plan.After, wanted).Steps);
        });
    }

    private static HostSettings Simulate(HostSettings state, HostSettings wanted, IReadOnlyList<HostStep> steps)
    {
        foreach (var step in steps)
        {
            Assert.True(step is not (HostStep.Install or HostStep.Remove) || !state.Running, $"{step} while it runs.");
            state = step switch
            {
                HostStep.StopService when state is { Installed: true, Running: true } => state with { Running = false },
                HostStep.StopProcess when state is { Installed: false, Running: true } => state with { Running = false },
                HostStep.Remove when state.Installed => state with { Installed = false, StartupType = null },
                HostStep.Install => state with { Installed = true, StartupType = state.StartupType ?? HostStartup.Manual, DataDirectory = wanted.DataDirectory },
                HostStep.SetStartup when state.Installed => state with { StartupType = wanted.StartupType ?? HostStartup.Automatic },
                HostStep.StartService when state is { Installed: true, Running: false } => state with { Running = true },
                HostStep.StartProcess when state is { Installed: false, Running: false } => state with { Running = true, DataDirectory = wanted.DataDirectory },
                _ => throw new InvalidOperationException($"{step} in {state}"),
            };
        }

        // Without a service the data directory is where one looks.
        return state.Installed || state.Running ? state : state with { DataDirectory = wanted.DataDirectory };
    }
}
