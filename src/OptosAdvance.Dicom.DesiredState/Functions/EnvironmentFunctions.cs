using System.Globalization;
using System.Runtime.InteropServices;
using static OptosAdvance.Dicom.DesiredState.FunctionTable;

namespace OptosAdvance.Dicom.DesiredState;

/// <summary>Functions that ask the document or the machine.</summary>
internal static class EnvironmentFunctions
{
    public static IEnumerable<(string Name, DocumentFunction Function)> All =>
    [
        Of("parameters", 1, call => call.Scope.Parameter(call)),
        Of("variables", 1, call => call.Scope.Variable(call)),
        Of("reference", 1, call => call.Scope.Reference(call)),
        Of("resourceId", 2, ResourceId),
        Of("copyIndex", 0, 2, CopyIndex),
        Of("envvar", 1, call => call.Make(call.Scope.Inputs.EnvironmentVariable(call.Text(0)) ?? throw call.Fail($"finds no environment variable '{call.Text(0)}'"))),
        Of("secret", 1, 2, Secret),
        AtLeast("path", 2, call => call.Make(Path.Combine([.. Enumerable.Range(0, call.Count).Select(call.Text)]))),
        Of("systemRoot", 0, 1, SystemRoot),
        Of("context", 0, Context),
        Of("utcNow", 0, 1, UtcNow),
    ];

    private static ScalarNode ResourceId(FunctionCall call)
    {
        var type = call.Text(0);
        return type.Count(c => c == '/') == 1
            ? call.Make(ResourceIds.Of(type, call.Text(1)))
            : throw call.Fail($"needs a type such as 'OptosAdvance.Dicom/RemoteAE', not '{type}'");
    }

    private static ScalarNode CopyIndex(FunctionCall call)
    {
        var isNamed = call.Count > 0 && call.Arguments[0] is ScalarNode { Value: string };
        var offset = call.Count == 0 || (call.Count == 1 && isNamed) ? 0 : call.Whole(call.Count - 1);
        var name = isNamed ? call.Text(0) : null;
        return call.Scope.CopyIndex(name) is { } index
            ? call.Make(index + offset)
            : throw call.Fail(name is null ? "can be used inside a copy loop only" : $"finds no copy loop '{name}' around it");
    }

    private static ScalarNode Secret(FunctionCall call)
    {
        var text = call.Scope.Inputs.Secret(call.Text(0), call.Count > 1 ? call.Text(1) : null)
            ?? throw call.Fail($"finds no secret '{call.Text(0)}'; {call.Scope.Inputs.SecretSource}");
        return new ScalarNode(text, call.Position, isSecret: true);
    }

    private static ScalarNode SystemRoot(FunctionCall call)
    {
        var root = Path.GetPathRoot(Environment.SystemDirectory) is { Length: > 0 } drive ? drive : "/";
        return call.Make(call.Count == 0 ? root : call.Text(0));
    }

    private static MapNode Context(FunctionCall call)
    {
        var family = RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "Windows" : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? "macOS" : "Linux";
        var os = call.MakeObject([new MapEntry("family", call.Position, call.Make(family))]);
        return call.MakeObject([new MapEntry("os", call.Position, os)]);
    }

    private static ScalarNode UtcNow(FunctionCall call)
    {
        try
        {
            return call.Make(call.Scope.Inputs.Now().UtcDateTime.ToString(call.Count == 0 ? "o" : call.Text(0), CultureInfo.InvariantCulture));
        }
        catch (FormatException)
        {
            throw call.Fail("does not know this format of a time");
        }
    }
}
