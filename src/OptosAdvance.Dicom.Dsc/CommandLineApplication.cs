using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Dsc;

/// <summary>
/// <c>optosdsc OPERATION RESOURCE</c>. Read by hand: an operation lives for some milliseconds, less than a library for command lines takes to start.
/// </summary>
internal static class CommandLineApplication
{
    private const string WhatIf = "--what-if";
    private const string Data = "--data";
    private static readonly string[] OperationNames = ["get", "test", "set", "delete", "export", "schema"];

    /// <summary>Runs one operation.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="input">Opens what DSC hands over; called by operations that read it.</param>
    /// <param name="output">Takes JSON, one value a line.</param>
    /// <param name="errors">Takes traces.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static int Run(IReadOnlyList<string> arguments, Func<Stream> input, Stream output, Stream errors)
    {
        var trace = new Trace(errors, Environment.GetEnvironmentVariable(Trace.LevelVariable));
        try
        {
            Run(arguments, input, output, trace);
            return ExitCodes.Success;
        }
        catch (DscException e)
        {
            trace.Error(e.Message);
            return e.ExitCode;
        }
        catch (ControlException e)
        {
            trace.Error(e.Error.RecommendedAction is { } action ? $"{e.Message} {action}" : e.Message);
            return ExitCodes.Of(e.Error);
        }
        catch (Exception e)
        {
            // The boundary of the process: DSC gets an exit code with a meaning, and the trace has the stack.
            trace.Error($"{e.GetType().Name}: {e.Message}");
            trace.Debug(e.ToString());
            return ExitCodes.Internal;
        }
    }

    private static void Run(IReadOnlyList<string> arguments, Func<Stream> input, Stream output, Trace trace)
    {
        if (arguments is ["--help" or "-h" or "-?"] or [])
        {
            output.Write(Encoding.UTF8.GetBytes(Usage()));
            return;
        }

        if (arguments is ["--version"])
        {
            output.Write(Encoding.UTF8.GetBytes(Version() + "\n"));
            return;
        }

        var (words, whatIf, dataDirectory) = Split(arguments);
        if (words is not [var operation, var name] || !OperationNames.Contains(operation))
        {
            throw new DscException(ExitCodes.CommandLine, $"'{string.Join(' ', arguments)}' is not understood. {Usage()}");
        }

        var type = ResourceTypes.Find(name) ?? throw new DscException(
            ExitCodes.CommandLine, $"There is no resource '{name}'; there are {string.Join(", ", ResourceTypes.All.Select(each => each.ShortName))}.");
        if (whatIf && operation is not ("set" or "delete"))
        {
            throw new DscException(ExitCodes.CommandLine, $"{WhatIf} is for set and delete.");
        }

        if (operation == "schema")
        {
            JsonLine.Write(output, Schemas.Read(type));
            return;
        }

        using var state = type.State(new ResourceContext(dataDirectory, trace));
        Write(output, Perform(new Operations(type, state, trace), operation, InstanceReader.Parse(ReadAll(input)), whatIf));
    }

    private static IEnumerable<JsonNode> Perform(Operations operations, string operation, JsonNode? input, bool whatIf) => operation switch
    {
        "get" => operations.Get(input),
        "test" => operations.Test(input),
        "set" => operations.Set(input, whatIf),
        "delete" => operations.Delete(input, whatIf),
        _ => operations.Export(input),
    };

    /// <summary>Nothing is written of an operation that fails.</summary>
    private static void Write(Stream output, IEnumerable<JsonNode> values)
    {
        using var all = new MemoryStream();
        foreach (var value in values)
        {
            JsonLine.Write(all, value);
        }

        output.Write(all.GetBuffer().AsSpan(0, (int)all.Length));
        output.Flush();
    }

    private static byte[] ReadAll(Func<Stream> input)
    {
        // Typed by hand there may be no input at all, and nobody to end it.
        if (!Console.IsInputRedirected)
        {
            return [];
        }

        using var all = new MemoryStream();
        using var stream = input();
        stream.CopyTo(all);
        return all.ToArray();
    }

    private static (List<string> Words, bool WhatIf, string? DataDirectory) Split(IReadOnlyList<string> arguments)
    {
        var words = new List<string>();
        var whatIf = false;
        string? dataDirectory = null;
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] == WhatIf)
            {
                whatIf = true;
            }
            else if (arguments[i] == Data && i + 1 < arguments.Count)
            {
                dataDirectory = arguments[++i];
            }
            else
            {
                words.Add(arguments[i]);
            }
        }

        return (words, whatIf, dataDirectory);
    }

    private static string Version() =>
        typeof(CommandLineApplication).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    private static string Usage() =>
        $"""
        Usage: optosdsc OPERATION RESOURCE [{WhatIf}] [{Data} PATH]

        The properties of the resource are one JSON object on standard input; the outcome is JSON on standard output, one value a line.
          OPERATION  {string.Join(", ", OperationNames)}
          RESOURCE   {string.Join(", ", ResourceTypes.All.Select(each => each.ShortName))}
          {WhatIf}  with set and delete: says what would change, changes nothing
          {Data}     data directory of the host; without it OPTOS_DATA, else the platform's default

        """;
}
