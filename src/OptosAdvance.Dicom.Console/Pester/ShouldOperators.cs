using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace OptosAdvance.Dicom.Console;

/// <summary>The comparisons of Should, each with the words of its failure.</summary>
internal sealed class ShouldOperators(PSCmdlet command, bool not, string reason)
{
    /// <summary>Says whether the statement holds (without its -Not), and what to say when the test fails.</summary>
    public (bool Holds, string Message) Check(string name, object? actual, object? expected) => name switch
    {
        "Be" => Equality(actual, expected, ignoreCase: true),
        "BeExactly" => Equality(actual, expected, ignoreCase: false),
        "BeNullOrEmpty" => Say(IsNullOrEmpty(actual), actual, "$null or empty", not ? "a value" : null),
        "BeTrue" => Say(LanguagePrimitives.IsTrue(actual), actual, "$true"),
        "BeFalse" => Say(!LanguagePrimitives.IsTrue(actual), actual, "$false"),
        "BeGreaterThan" => Order(actual, expected, "greater than", result => result > 0),
        "BeGreaterOrEqual" => Order(actual, expected, "greater than or equal to", result => result >= 0),
        "BeLessThan" => Order(actual, expected, "less than", result => result < 0),
        "BeLessOrEqual" => Order(actual, expected, "less than or equal to", result => result <= 0),
        "BeIn" => Relation(Elements(expected).Any(item => AreEqual(actual, item, true)), actual, "be found in collection", expected),
        "Contain" => Relation(Elements(actual).Any(item => AreEqual(item, expected, true)), expected, "be found in collection", actual),
        "HaveCount" => Count(actual, LanguagePrimitives.ConvertTo<int>(expected)),
        "BeOfType" => OfType(actual, expected),
        "BeLike" => Pattern(IsLike(actual, expected, WildcardOptions.IgnoreCase), actual, "like wildcard", expected),
        "BeLikeExactly" => Pattern(IsLike(actual, expected, WildcardOptions.None), actual, "case sensitively like wildcard", expected),
        "Match" => Pattern(IsMatch(actual, expected, RegexOptions.IgnoreCase), actual, "match regular expression", expected),
        "MatchExactly" => Pattern(IsMatch(actual, expected, RegexOptions.None), actual, "case sensitively match regular expression", expected),
        "FileContentMatch" => FileMatch(actual, expected),
        "Exist" => Relation(command.InvokeProvider.Item.Exists(Text(actual)), actual, "exist as a path", null),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such comparison."),
    };

    private static bool AreEqual(object? first, object? second, bool ignoreCase)
    {
        if (IsList(first) && IsList(second))
        {
            var left = Elements(first).ToList();
            var right = Elements(second).ToList();
            return left.Count == right.Count && left.Zip(right).All(pair => AreEqual(pair.First, pair.Second, ignoreCase));
        }

        // One element on the left of -eq stands for itself.
        var value = IsList(first) && Elements(first).Count() == 1 ? Elements(first).Single() : first;
        return LanguagePrimitives.Equals(second, value, ignoreCase, CultureInfo.InvariantCulture);
    }

    private static bool IsList(object? value) => value is IEnumerable and not string and not IDictionary;

    private static IEnumerable<object?> Elements(object? value) => value switch
    {
        null => [],
        IEnumerable items and not string and not IDictionary => items.Cast<object?>().Select(item => item is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : item),
        _ => [value],
    };

    private static bool IsNullOrEmpty(object? value) => value switch
    {
        null => true,
        string text => text.Length == 0,
        ICollection items => items.Count == 0,
        IEnumerable items => !items.Cast<object?>().Any(),
        _ => false,
    };

    private static string Text(object? value) => LanguagePrimitives.ConvertTo<string>(value) ?? "";

    private static bool IsLike(object? actual, object? pattern, WildcardOptions options) =>
        WildcardPattern.Get(Text(pattern), options).IsMatch(Text(actual));

    private static bool IsMatch(object? actual, object? pattern, RegexOptions options) => Regex.IsMatch(Text(actual), Text(pattern), options);

    private (bool Holds, string Message) Equality(object? actual, object? expected, bool ignoreCase)
    {
        var holds = AreEqual(actual, expected, ignoreCase);
        if (not)
        {
            return (holds, $"Expected {ShouldFormat.Value(expected)} to be different from the actual value,{reason} but got the same value.");
        }

        return actual is string was && expected is string wanted
            ? (holds, $"Expected strings to be the same,{reason} but they were different.\n{ShouldFormat.Difference(wanted, was)}")
            : (holds, $"Expected {ShouldFormat.Value(expected)},{reason} but got {ShouldFormat.Value(actual)}.");
    }

    private (bool Holds, string Message) Say(bool holds, object? actual, string wanted, string? opposite = null) => not
        ? (holds, $"Expected {opposite ?? $"not {wanted}"},{reason} but got {ShouldFormat.Value(actual)}.")
        : (holds, $"Expected {wanted},{reason} but got {ShouldFormat.Value(actual)}.");

    private (bool Holds, string Message) Order(object? actual, object? expected, string words, Func<int, bool> holds) =>
        (holds(LanguagePrimitives.Compare(actual, expected, ignoreCase: true, CultureInfo.InvariantCulture)),
            $"Expected the actual value {(not ? "not " : "")}to be {words} {ShouldFormat.Value(expected)},{reason} but got {ShouldFormat.Value(actual)}.");

    private (bool Holds, string Message) Relation(bool holds, object? subject, string words, object? other) =>
        (holds, $"Expected {ShouldFormat.Value(subject)} {(not ? "not " : "")}to {words}{(other is null ? "" : " " + ShouldFormat.Value(other))},{reason} but it {(not ? "did" : "did not")}.");

    private (bool Holds, string Message) Count(object? actual, int expected)
    {
        var count = Elements(actual).Count();
        return (count == expected,
            $"Expected a collection {(not ? "without" : "with")} size {expected},{reason} but got collection with size {count} {ShouldFormat.Value(actual)}.");
    }

    private (bool Holds, string Message) OfType(object? actual, object? expected)
    {
        var type = expected as Type ?? (LanguagePrimitives.TryConvertTo<Type>(Text(expected).Trim('[', ']'), out var parsed)
            ? parsed
            : throw new PSArgumentException($"Could not find type [{expected}]. Make sure that the assembly that contains that type is loaded."));
        var got = actual is null ? "$null" : $"{ShouldFormat.Value(actual)} of type {ShouldFormat.Value(actual.GetType())}";
        return (LanguagePrimitives.TryConvertTo<Type>(type, out _) && type.IsInstanceOfType(actual),
            $"Expected the value {(not ? "not " : "")}to have type {ShouldFormat.Value(type)} or any of its subtypes,{reason} but got {got}.");
    }

    private (bool Holds, string Message) Pattern(bool holds, object? actual, string words, object? pattern)
    {
        var verb = words.EndsWith("expression", StringComparison.Ordinal) ? "to" : "to be";
        return (holds, not
            ? $"Expected {words} {ShouldFormat.Value(pattern)} not to fit {ShouldFormat.Value(actual)},{reason} but it did."
            : $"Expected {ShouldFormat.Value(actual)} {verb} {words} {ShouldFormat.Value(pattern)},{reason} but it did not.");
    }

    private (bool Holds, string Message) FileMatch(object? actual, object? pattern)
    {
        var path = command.SessionState.Path.GetUnresolvedProviderPathFromPSPath(Text(actual));
        var holds = File.ReadLines(path).Any(line => IsMatch(line, pattern, RegexOptions.IgnoreCase));
        return (holds, $"Expected {ShouldFormat.Value(pattern)} {(not ? "not " : "")}to be found in file '{path}',{reason} but it was{(not ? "" : " not")} found.");
    }
}
