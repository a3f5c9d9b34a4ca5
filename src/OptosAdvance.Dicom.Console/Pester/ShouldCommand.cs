using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Should: states what a value must be, and fails the test when it is not.</summary>
[Cmdlet(VerbsLifecycle.Assert, "PesterValue")]
internal sealed class ShouldCommand : PSCmdlet
{
    private readonly List<object?> input = [];

    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public object? ActualValue { get; set; }

    [Parameter(Position = 0, ParameterSetName = "Be")]
    [Parameter(Position = 0, ParameterSetName = "BeExactly")]
    [Parameter(Position = 0, ParameterSetName = "BeGreaterThan")]
    [Parameter(Position = 0, ParameterSetName = "BeGreaterOrEqual")]
    [Parameter(Position = 0, ParameterSetName = "BeLessThan")]
    [Parameter(Position = 0, ParameterSetName = "BeLessOrEqual")]
    [Parameter(Position = 0, ParameterSetName = "BeIn")]
    [Parameter(Position = 0, ParameterSetName = "Contain")]
    [Parameter(Position = 0, ParameterSetName = "HaveCount")]
    [Parameter(Position = 0, ParameterSetName = "BeOfType")]
    [Parameter(Position = 0, ParameterSetName = "BeLike")]
    [Parameter(Position = 0, ParameterSetName = "BeLikeExactly")]
    [Parameter(Position = 0, ParameterSetName = "Match")]
    [Parameter(Position = 0, ParameterSetName = "MatchExactly")]
    [Parameter(Position = 0, ParameterSetName = "FileContentMatch")]
    [Alias("RegularExpression", "ExpectedType")]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? ExpectedValue { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "Be")]
    [Alias("EQ")]
    public SwitchParameter Be { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "BeExactly")]
    [Alias("CEQ")]
    public SwitchParameter BeExactly { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "BeNullOrEmpty")]
    public SwitchParameter BeNullOrEmpty { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "BeTrue")]
    public SwitchParameter BeTrue { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "BeFalse")]
    public SwitchParameter BeFalse { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "BeGreaterThan")]
    [Alias("GT")]
    public SwitchParameter BeGreaterThan { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "BeGreaterOrEqual")]
    [Alias("GE")]
    public SwitchParameter BeGreaterOrEqual { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "BeLessThan")]
    [Alias("LT")]
    public SwitchParameter BeLessThan { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "BeLessOrEqual")]
    [Alias("LE")]
    public SwitchParameter BeLessOrEqual { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "BeIn")]
    public SwitchParameter BeIn { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "Contain")]
    public SwitchParameter Contain { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "HaveCount")]
    public SwitchParameter HaveCount { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "BeOfType")]
    [Alias("HaveType")]
    public SwitchParameter BeOfType { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "BeLike")]
    public SwitchParameter BeLike { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "BeLikeExactly")]
    public SwitchParameter BeLikeExactly { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "Match")]
    public SwitchParameter Match { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "MatchExactly")]
    [Alias("CMATCH")]
    public SwitchParameter MatchExactly { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "FileContentMatch")]
    public SwitchParameter FileContentMatch { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "Exist")]
    public SwitchParameter Exist { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "Throw")]
    public SwitchParameter Throw { get; set; }

    [Parameter(Position = 0, ParameterSetName = "Throw")]
    [AllowEmptyString]
    public string? ExpectedMessage { get; set; }

    [Parameter(Position = 1, ParameterSetName = "Throw")]
    public string? ErrorId { get; set; }

    [Parameter(Position = 2, ParameterSetName = "Throw")]
    public Type? ExceptionType { get; set; }

    [Parameter(ParameterSetName = "Throw")]
    public SwitchParameter PassThru { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "Invoke")]
    [Alias("Invoke")]
    public SwitchParameter BeInvoked { get; set; }

    [Parameter(Position = 0, ParameterSetName = "Invoke")]
    public string CommandName { get; set; } = "";

    [Parameter(Position = 1, ParameterSetName = "Invoke")]
    public int Times { get; set; } = 1;

    [Parameter(Position = 2, ParameterSetName = "Invoke")]
    public ScriptBlock? ParameterFilter { get; set; }

    [Parameter(ParameterSetName = "Invoke")]
    public SwitchParameter Exactly { get; set; }

    [Parameter(ParameterSetName = "Invoke")]
    public string? Scope { get; set; }

    [Parameter(ParameterSetName = "Invoke")]
    public string? ModuleName { get; set; }

    [Parameter]
    public SwitchParameter Not { get; set; }

    [Parameter]
    public string? Because { get; set; }

    protected override void ProcessRecord()
    {
        if (MyInvocation.ExpectingInput || MyInvocation.BoundParameters.ContainsKey(nameof(ActualValue)))
        {
            input.Add(Base(ActualValue));
        }
    }

    protected override void EndProcessing()
    {
        var actual = input.Count switch
        {
            0 => null,
            1 => input[0],
            _ => input.ToArray(),
        };
        var expected = Base(ExpectedValue);
        var (holds, message) = ParameterSetName switch
        {
            "Throw" => CheckThrow(actual),
            "Invoke" => CheckInvoke(),
            _ => new ShouldOperators(this, Not, Reason()).Check(ParameterSetName, actual, expected),
        };
        if (holds == Not)
        {
            ThrowTerminatingError(new ErrorRecord(
                new PesterAssertionException(message), "PesterAssertionFailed", ErrorCategory.InvalidResult, actual));
        }
    }

    private static object? Base(object? value) => value is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : value;

    private string Reason() => string.IsNullOrWhiteSpace(Because) ? "" : $" because {Because.Trim()},";

    private (bool Holds, string Message) CheckThrow(object? actual)
    {
        if (actual is not ScriptBlock script)
        {
            throw new PSArgumentException("Input is not a ScriptBlock. Input to '-Throw' and '-Not -Throw' must be enclosed in curly braces.");
        }

        ErrorRecord problem;
        try
        {
            InvokeCommand.InvokeScript(useLocalScope: true, script, input: null);
            return (false, $"Expected an exception{Wanted()} to be thrown,{Reason()} but no exception was thrown.");
        }
        catch (PipelineStoppedException)
        {
            throw;
        }
        catch (RuntimeException thrown)
        {
            problem = thrown.ErrorRecord;
        }

        var message = problem.Exception.Message;
        var matches = (string.IsNullOrEmpty(ExpectedMessage) || IsLike(ExpectedMessage, message))
            && (ErrorId is null || IsLike(ErrorId, problem.FullyQualifiedErrorId))
            && (ExceptionType is null || IsOfType(problem.Exception, ExceptionType));
        if (matches && PassThru && !Not)
        {
            WriteObject(problem);
        }

        var place = PesterReporter.Location(problem) is [var at, ..] ? $"\n    from {at[3..]}" : "";
        var text = Not
            ? $"Expected no exception{Wanted()} to be thrown,{Reason()} but an exception \"{message}\" was thrown{place}."
            : $"Expected an exception{Wanted()} to be thrown,{Reason()} but the exception of type [{problem.Exception.GetType().FullName}] with the message '{message}' and the error id '{problem.FullyQualifiedErrorId}' was thrown{place}.";
        return (matches, text);
    }

    private string Wanted()
    {
        var parts = new List<string>();
        if (ExceptionType is not null)
        {
            parts.Add($"of type [{ExceptionType.FullName}]");
        }

        if (!string.IsNullOrEmpty(ExpectedMessage))
        {
            parts.Add($"with message like '{ExpectedMessage}'");
        }

        if (ErrorId is not null)
        {
            parts.Add($"with error id '{ErrorId}'");
        }

        return parts.Count > 0 ? ", " + string.Join(", ", parts) : "";
    }

    private static bool IsLike(string pattern, string text) => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch(text);

    // A terminating error of a cmdlet comes wrapped; the test means the error itself.
    private static bool IsOfType(Exception problem, Type type) =>
        type.IsInstanceOfType(problem) || (problem is RuntimeException && problem.InnerException is { } inner && type.IsInstanceOfType(inner));

    private (bool Holds, string Message) CheckInvoke()
    {
        var session = PesterSession.Current;
        var name = InvokeCommand.GetCommand(CommandName, CommandTypes.Alias) is AliasInfo alias ? MockedName(alias) : CommandName;
        if (session.Mocks.Original(name) is null)
        {
            throw new PSInvalidOperationException($"Should -Invoke: Could not find Mock for command {CommandName}.");
        }

        var place = Place(session);
        var calls = session.Mocks.Calls
            .Where(call => call.Command.Equals(name, StringComparison.OrdinalIgnoreCase) && call.Place.IsWithin(place))
            .ToList()
            .Count(call => ParameterFilter is null || LanguagePrimitives.IsTrue(MockScope.Run(this, ParameterFilter, call.Parameters, call.Arguments)));
        // "At least never" would always hold.
        var exactly = Exactly || Times == 0;
        var holds = exactly ? calls == Times : calls >= Times;
        var message = Not
            ? $"Expected {CommandName} not to be called{(exactly ? " exactly" : "")} {Times} times,{Reason()} but it was called {calls} times."
            : $"Expected {CommandName} to be called {(exactly ? "" : "at least ")}{Times} times{(exactly ? " exactly" : "")},{Reason()} but was called {calls} times.";
        return (holds, message);
    }

    private static string MockedName(AliasInfo alias) =>
        alias.Definition.StartsWith("PesterMock_", StringComparison.Ordinal) ? alias.Definition["PesterMock_".Length..] : alias.ResolvedCommand?.Name ?? alias.Name;

    private PesterItem Place(PesterSession session)
    {
        PesterItem? place = (PesterItem?)session.Test ?? session.Block;
        if (Scope is null || Scope.Equals("It", StringComparison.OrdinalIgnoreCase))
        {
            return place!;
        }

        if (int.TryParse(Scope, out var levels))
        {
            for (; levels > 0 && place?.Block is not null; levels--)
            {
                place = place.Block;
            }

            return place!;
        }

        for (var block = session.Block; block is not null; block = block.Block)
        {
            if (block.Kind.Equals(Scope, StringComparison.OrdinalIgnoreCase))
            {
                return block;
            }
        }

        throw new PSArgumentException($"There is no {Scope} around this place.");
    }
}
