namespace OptosAdvance.Dicom.DesiredState.Tests;

public sealed class ExpressionTests
{
    [Theory]
    [InlineData("[concat('a', 'b', 'c')]", "abc")]
    [InlineData("[concat('it''s')]", "it's")]
    [InlineData("[[concat('a')]", "[concat('a')]")]
    [InlineData("plain [text]", "plain [text]")]
    [InlineData("[ toUpper( concat( 'a' , toLower('B') ) ) ]", "AB")]
    [InlineData("[string(length(createArray(1, 2, 3)))]", "3")]
    [InlineData("[string(createArray(1, 'a', true, null()))]", "[1,\"a\",true,null]")]
    [InlineData("[string(createObject('a', 1, 'b', createArray()))]", "{\"a\":1,\"b\":[]}")]
    [InlineData("[format('{0}-{1}{0}', 'x', 2)]", "x-2x")]
    [InlineData("[format('{0:x} {0:X} {0:o} {0:b}', 12)]", "c C 14 1100")]
    [InlineData("[format('{{{0}}}', true)]", "{true}")]
    [InlineData("[if(equals(1, 1), 'yes', 'no')]", "yes")]
    [InlineData("[if(and(true, not(false()), or(false, true)), 'yes', 'no')]", "yes")]
    [InlineData("[string(add(2, mul(3, sub(10, div(7, 2)))))]", "23")]
    [InlineData("[string(mod(7, 4))]", "3")]
    [InlineData("[string(min(3, 1, 2))]", "1")]
    [InlineData("[string(max(createArray(3, 1, 2)))]", "3")]
    [InlineData("[string(greater(2, 1))]", "true")]
    [InlineData("[string(lessOrEquals('b', 'a'))]", "false")]
    [InlineData("[coalesce(null(), 'b', 'c')]", "b")]
    [InlineData("[string(contains(createArray('a', 'b'), 'b'))]", "true")]
    [InlineData("[string(contains('abc', 'd'))]", "false")]
    [InlineData("[string(contains(createObject('a', 1), 'a'))]", "true")]
    [InlineData("[string(empty(''))]", "true")]
    [InlineData("[first(createArray('a', 'b'))]", "a")]
    [InlineData("[last('abc')]", "c")]
    [InlineData("[join(createArray('a', 1, true), '; ')]", "a; 1; true")]
    [InlineData("[string(union(createArray(1, 2), createArray(2, 3)))]", "[1,2,3]")]
    [InlineData("[string(union(createObject('a', 1), createObject('a', 2, 'b', 3)))]", "{\"a\":2,\"b\":3}")]
    [InlineData("[string(intersection(createArray(1, 2), createArray(2, 3)))]", "[2]")]
    [InlineData("[string(range(3, 3))]", "[3,4,5]")]
    [InlineData("[string(skip(createArray(1, 2, 3), 1))]", "[2,3]")]
    [InlineData("[substring('hello', 1, 3)]", "ell")]
    [InlineData("[trim('  a ')]", "a")]
    [InlineData("[string(startsWith('abc', 'ab'))]", "true")]
    [InlineData("[string(endsWith('abc', 'bc'))]", "true")]
    [InlineData("[string(indexOf(createArray('a', 'b'), 'b'))]", "1")]
    [InlineData("[string(lastIndexOf('abcb', 'b'))]", "3")]
    [InlineData("[base64ToString(base64('Größe'))]", "Größe")]
    [InlineData("[base64('hi')]", "aGk=")]
    [InlineData("[string(int('42'))]", "42")]
    [InlineData("[string(bool('True'))]", "true")]
    [InlineData("[createArray('a', 'b')[1]]", "b")]
    [InlineData("[createObject('x', createObject('y', createArray('p', 'q'))).x.y[1]]", "q")]
    [InlineData("[json('{\"a\": [1, \"z\"]}').a[1]]", "z")]
    [InlineData("[string(objectKeys(createObject('a', 1, 'b', 2)))]", "[\"a\",\"b\"]")]
    [InlineData("[items(createObject('b', 2, 'a', 1))[0].key]", "a")]
    [InlineData("[string(tryGet(createObject('a', 1), 'b'))]", "")]
    [InlineData("[tryIndexFromEnd(createArray('a', 'b'), 1)]", "b")]
    [InlineData("[string(shallowMerge(createArray(createObject('a', 1), createObject('b', 2))))]", "{\"a\":1,\"b\":2}")]
    [InlineData("[resourceId('OptosAdvance.Dicom/RemoteAE', 'my pacs')]", "OptosAdvance.Dicom/RemoteAE:my%20pacs")]
    [InlineData("[uriComponentToString(uriComponent('a b&c'))]", "a b&c")]
    public void Evaluates(string expression, string expected) => Assert.Equal(expected, Documents.Value(expression));

    [Fact]
    public void A_unique_text_has_thirteen_characters_and_depends_on_every_part()
    {
        var one = Documents.Value("[uniqueString('site', '1')]")!;

        Assert.Equal(13, one.Length);
        Assert.Matches("^[a-z2-7]+$", one);
        Assert.Equal(one, Documents.Value("[uniqueString('site-1')]"));
        Assert.NotEqual(one, Documents.Value("[uniqueString('site', '2')]"));
    }

    [Theory]
    [InlineData("[conat('a')]", "There is no function 'conat' here; did you mean 'concat'.")]
    [InlineData("[concat]", "'concat' is neither a call, which has brackets, nor a text, which has single quotes.")]
    [InlineData("[concat('a'", "This begins with '[' and is no expression; an expression is [function(…)], and '[[' stands for a bracket.")]
    [InlineData("[concat('a']", "The expression ends too early; a bracket is missing.")]
    [InlineData("[concat('a)]", "The text that begins here has no closing quote.")]
    [InlineData("[concat('a') 'b']", "''' is not expected here.")]
    [InlineData("['a']", "An expression begins with the call of a function: [function(…)].")]
    [InlineData("[not('a')]", "not() needs a boolean as its argument 1; this is a text.")]
    [InlineData("[equals(1)]", "equals() takes 2 arguments; here are 1.")]
    [InlineData("[div(1, 0)]", "div() cannot divide by zero.")]
    [InlineData("[mul(9000000000000000000, 3)]", "mul() makes a number that is too large.")]
    [InlineData("[createArray(1)[1]]", "There is no element 1; the array has 1, and the first is 0.")]
    [InlineData("[createObject('port', 1).prt]", "The object has no property 'prt'; did you mean 'port'.")]
    [InlineData("[parameters('sit')]", "parameters() finds no parameter 'sit'; did you mean 'site'.")]
    [InlineData("[copyIndex()]", "copyIndex() can be used inside a copy loop only.")]
    [InlineData("[format('{1}', 'a')]", "format() has {1}, but only 1 arguments behind the pattern.")]
    public void Says_what_is_wrong(string expression, string expected) =>
        Assert.Equal(expected, Documents.Refusal(expression, "parameters: { site: { type: string, defaultValue: x } }"));

    [Fact]
    public void Parameters_and_variables_are_seen_with_their_parts()
    {
        const string extra = """
            parameters:
              site:
                type: object
                defaultValue: { name: Bern, ports: [104, 105] }
            variables:
              title: "[toUpper(parameters('site').name)]"
              port: "[parameters('site').ports[1]]"
            """;

        Assert.Equal("BERN:105", Documents.Value("[format('{0}:{1}', variables('title'), variables('port'))]", extra));
    }

    [Fact]
    public void Environment_variables_and_secrets_come_from_the_machine_that_evaluates()
    {
        var inputs = new EvaluationInputs { EnvironmentVariable = name => name == "SITE" ? "Bern" : null, Secret = (name, vault) => $"{vault}/{name}" };

        Assert.Equal("Bern", Documents.Value("[envvar('SITE')]", inputs: inputs));
        var e = Assert.Throws<DocumentException>(() => Documents.Value("[concat(secret('pw', 'v'), '!')]", inputs: inputs));
        Assert.Contains("a secret must not go into it", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("v/pw", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_place_of_an_error_is_that_of_the_part_that_is_wrong()
    {
        const string body = """
            resources:
            - name: pacs
              type: OptosAdvance.Dicom/RemoteAE
              properties:
                name: PACS
                aeTitle: "[concat('A', conat('B'))]"
            """;

        Assert.Equal(["7,28: There is no function 'conat' here; did you mean 'concat'."], Documents.Errors(body));
    }
}
