using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace OptosAdvance.Dicom.Dsc.Tests;

/// <summary>Runs optosdsc as DSC does: a process for each operation, by the command line of the manifest, in the folder of the manifest.</summary>
internal sealed class DscProgram(string dataDirectory)
{
    /// <summary>Trace level that DSC asks for.</summary>
    public string? Level { get; set; }

    public DscResult Get(string resource, string? input = null) => Operation("get", resource, input);

    public DscResult Test(string resource, string input) => Operation("test", resource, input);

    public DscResult Set(string resource, string input, bool whatIf = false) => Operation("set", resource, input, whatIf);

    public DscResult Delete(string resource, string input, bool whatIf = false) => Operation("delete", resource, input, whatIf);

    public DscResult Export(string resource, string? filter = null) => Operation("export", resource, filter);

    /// <summary>Runs an operation as the manifest says.</summary>
    public DscResult Operation(string operation, string resource, string? input, bool whatIf = false)
    {
        var command = Manifest.Resource(resource)[operation]!;
        Assert.Equal("optosdsc", (string?)command["executable"]);
        Assert.Equal("stdin", (string?)command["input"]);
        var arguments = new List<string>();
        foreach (var argument in command["args"]!.AsArray())
        {
            if (argument is JsonObject special)
            {
                if (whatIf)
                {
                    arguments.Add((string)special["whatIfArg"]!);
                }
            }
            else
            {
                arguments.Add((string)argument!);
            }
        }

        return Run(input, [.. arguments]);
    }

    public DscResult Run(string? input, params string[] arguments)
    {
        var start = new ProcessStartInfo(Places.Program, arguments)
        {
            WorkingDirectory = Path.GetDirectoryName(Places.Program)!,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = new UTF8Encoding(false),
        };
        start.Environment["OPTOS_DATA"] = dataDirectory;
        start.Environment["DSC_TRACE_LEVEL"] = Level;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = new MemoryStream();
        var reading = process.StandardOutput.BaseStream.CopyToAsync(output);
        try
        {
            process.StandardInput.BaseStream.Write(Encoding.UTF8.GetBytes(input ?? ""));
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It may end without having read its input.
        }

        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(2)), "It does not end.");
        Task.WaitAll(errors, reading);
        return new DscResult(process.ExitCode, output.ToArray(), errors.Result);
    }
}
