using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace OptosAdvance.Dicom.PowerShell.Tests;

public sealed class HelpTests
{
    private static readonly HashSet<string> Common =
    [
        .. Cmdlet.CommonParameters,
    ];

    public static TheoryData<string> Cmdlets => [.. Names()];

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Describes_the_cmdlet_and_each_parameter(string cmdlet)
    {
        using var session = new PowerShellSession();
        var help = session.Run($"Get-Help {cmdlet} -Full").Object;
        Assert.EndsWith(".", Text(help, "Synopsis"), StringComparison.Ordinal);
        Assert.NotEmpty(session.Run($"(Get-Help {cmdlet}).description.Text").Object.ToString());

        var parameters = session.Run($"(Get-Command {cmdlet}).Parameters.Keys").Objects.Select(each => each.ToString()).Where(name => !Common.Contains(name));
        foreach (var parameter in parameters)
        {
            var text = session.Run($"(Get-Help {cmdlet} -Parameter {parameter}).description.Text").Object.ToString();
            Assert.True(text.Length > 10 && text.EndsWith('.'), $"{cmdlet} -{parameter}: '{text}'");
        }
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Gives_two_examples_that_are_commands_of_this_cmdlet(string cmdlet)
    {
        using var session = new PowerShellSession();
        var examples = session.Run($"(Get-Help {cmdlet}).examples.example | ForEach-Object code").Objects;
        Assert.True(examples.Count >= 2, $"{cmdlet} has {examples.Count} examples.");
        foreach (var example in examples)
        {
            var script = Parser.ParseInput(example.ToString(), out _, out var errors);
            Assert.Empty(errors);
            var commands = script.FindAll(node => node is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>().ToList();
            Assert.Contains(commands, command => command.GetCommandName() == cmdlet);
            foreach (var command in commands.Where(command => command.GetCommandName().Contains("-Optos", StringComparison.Ordinal)))
            {
                var known = session.Run($"(Get-Command {command.GetCommandName()}).Parameters.Keys").Objects.Select(each => each.ToString());
                Assert.Empty(command.CommandElements.OfType<CommandParameterAst>().Select(parameter => parameter.ParameterName).Except(known));
            }
        }
    }

    [Fact]
    public void Shows_examples_and_parameters_where_an_administrator_looks_for_them()
    {
        using var session = new PowerShellSession();
        var help = session.Transcribe("Get-Help Set-OptosRepository -Full");
        Assert.Contains("Set-OptosRepository -CriticalWatermark 5%", help, StringComparison.Ordinal);
        Assert.Contains("Free disk space below which the storage service is suspended", help, StringComparison.Ordinal);
    }

    [Fact]
    public void Has_a_topic_about_the_module()
    {
        var topic = File.ReadAllText(Path.Combine(ModuleUnderTest.Folder, "en-US", "about_OptosAdvance.Dicom.help.txt"));
        Assert.Contains("about_OptosAdvance.Dicom", topic, StringComparison.Ordinal);
        Assert.All(topic.Split('\n'), line => Assert.True(line.TrimEnd().Length <= 80, line));
    }

    [Fact]
    public async Task Is_what_the_generator_makes_of_the_code()
    {
        var start = new ProcessStartInfo("dotnet", [ModuleUnderTest.HelpGenerator, "--check", Path.Combine(ModuleUnderTest.SourceRoot, "module", "OptosAdvance.Dicom", "en-US", "OptosAdvance.Dicom.PowerShell.dll-Help.xml")])
        {
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, errors);
    }

    private static IEnumerable<string> Names()
    {
        using var session = new PowerShellSession();
        return [.. session.Run("Get-Command -Module OptosAdvance.Dicom | ForEach-Object Name").Objects.Select(each => each.ToString())];
    }

    private static string Text(PSObject item, string property) => item.Properties[property].Value.ToString()!.Trim();
}
