using System.Collections;
using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Runs the script blocks of mocks with the call's parameters as variables.</summary>
internal static class MockScope
{
    public static IReadOnlyList<PSObject> Run(PSCmdlet command, ScriptBlock script, IDictionary parameters, IReadOnlyList<object?> arguments)
    {
        IReadOnlyList<PSObject> output = [];
        PesterSession.Current.InNewScope(command, scope =>
        {
            foreach (DictionaryEntry entry in parameters)
            {
                scope.SessionState.PSVariable.Set(entry.Key.ToString(), entry.Value);
            }

            scope.SessionState.PSVariable.Set("PesterBoundParameters", parameters);
            var hasParameters = ((System.Management.Automation.Language.ScriptBlockAst)script.Ast).ParamBlock is not null;
            output = hasParameters
                ? scope.InvokeCommand.InvokeScript(
                    useLocalScope: true, ScriptBlock.Create("param($script, $bound, $rest) & $script @bound @rest"), input: null, script, parameters, arguments.ToArray())
                : scope.InvokeCommand.InvokeScript(useLocalScope: false, script, input: null, [.. arguments]);
        });
        return output;
    }
}
