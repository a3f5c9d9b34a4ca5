namespace OptosAdvance.Dicom.Console.Tests;

public sealed class PesterRunnerTests
{
    private const string Passing = """
        BeforeDiscovery { $cases = @(@{ A = 1; B = 2; Sum = 3 }, @{ A = 2; B = 2; Sum = 4 }) }
        BeforeAll { $top = 'top'; function Get-Twice($n) { $n * 2 } }
        Describe 'Outer' -Tag slow {
            BeforeAll { $outer = 'outer'; $order = [System.Collections.Generic.List[string]]::new() }
            BeforeEach { $each = 'each'; $order.Add('before') }
            AfterEach { $order.Add('after') }
            It 'sees what was set up' { $top | Should -Be 'top'; $outer | Should -Be 'OUTER'; $each | Should -BeExactly 'each'; Get-Twice 4 | Should -Be 8 }
            It 'adds <A> and <B>' -ForEach $cases { $A + $B | Should -Be $Sum }
            It 'item <_>' -TestCases 1, 2 { $_ | Should -BeGreaterThan 0 }
            Context 'Inner <x.y>' -ForEach @(@{ x = [pscustomobject]@{ y = 'why' } }) {
                BeforeAll { $inner = $x.y; $outer = 'changed' }
                It 'sees <inner>' { $inner | Should -Be 'why'; $outer | Should -Be 'changed'; $each | Should -Be each }
            }
            It 'keeps the outer value' { $outer | Should -Be 'outer'; $order[-2..-1] -join ',' | Should -Be 'after,before' }
            It 'has a scope a' { $leak = 1; $leak | Should -Be 1 }
            It 'has a scope b' { $leak | Should -BeNullOrEmpty }
            It 'knows its file' { Split-Path -Leaf $PSScriptRoot | Should -Not -BeNullOrEmpty }
            It 'has a drive' { 'x' | Set-Content TestDrive:/a.txt; "$TestDrive/a.txt" | Should -Exist }
            It 'is skipped' -Skip { 1 | Should -Be 2 }
            It 'skips itself' { Set-ItResult -Skipped -Because 'no peer'; 1 | Should -Be 2 }
        }
        Describe 'Clean' { It 'finds the drive empty' { Get-ChildItem TestDrive:/ | Should -BeNullOrEmpty } }
        """;

    private const string Mocking = """
        Describe 'Mocks' {
            BeforeAll { function Save-It($Name, [switch] $Hard) { "real $Name" }; Mock Save-It { "mock $Name" } }
            It 'are called' { Save-It a -Hard | Should -Be 'mock a'; Should -Invoke Save-It -Times 1 -Exactly -ParameterFilter { $Name -eq 'a' -and $Hard } }
            It 'are counted per test' { Should -Not -Invoke Save-It; Should -Invoke Save-It -Times 1 -Scope Describe }
            It 'filter' { Mock Save-It { 'b!' } -ParameterFilter { $Name -eq 'b' }; Save-It b | Should -Be 'b!'; Save-It c | Should -Be 'mock c' }
            It 'end with the test' { Save-It b | Should -Be 'mock b' }
            It 'let the rest through' { Mock Get-Date { 'never' } -ParameterFilter { $Year -eq 1 }; (Get-Date -Year 2021).Year | Should -Be 2021 }
        }
        Describe 'Afterwards' { It 'is real again' { (Get-Date -Year 2020).Year | Should -Be 2020 } }
        """;

    [Fact]
    public void Runs_files_with_the_scopes_of_Pester()
    {
        var (code, output) = Run(Passing);
        Assert.EndsWith("12 passed, 0 failed, 2 skipped\n", output, StringComparison.Ordinal);
        Assert.Contains("[+] adds 2 and 2", output, StringComparison.Ordinal);
        Assert.Contains("Context Inner why", output, StringComparison.Ordinal);
        Assert.Contains("[!] skips itself is skipped, because no peer", output, StringComparison.Ordinal);
        Assert.Equal(0, code);
    }

    [Fact]
    public void Replaces_commands_while_a_block_or_a_test_lasts()
    {
        var (code, output) = Run(Mocking);
        Assert.EndsWith("6 passed, 0 failed, 0 skipped\n", output, StringComparison.Ordinal);
        Assert.Equal(0, code);
    }

    [Theory]
    [InlineData("1 | Should -Be 2 -Because 'of math'", "Expected 2, because of math, but got 1.")]
    [InlineData("'abc' | Should -Be 'abd'", "Strings differ at index 2.")]
    [InlineData("'a' | Should -BeExactly 'A'", "Strings differ at index 0.")]
    [InlineData("1, 2 | Should -Be 1, 3", "Expected @(1, 3), but got @(1, 2).")]
    [InlineData("1 | Should -Not -Be 1", "to be different from the actual value")]
    [InlineData("$false | Should -BeTrue", "Expected $true, but got $false.")]
    [InlineData("1 | Should -BeFalse", "Expected $false, but got 1.")]
    [InlineData("'x' | Should -BeNullOrEmpty", "Expected $null or empty, but got 'x'.")]
    [InlineData("'x' | Should -Match 'y'", "Expected 'x' to match regular expression 'y', but it did not.")]
    [InlineData("'x' | Should -MatchExactly 'X'", "case sensitively match")]
    [InlineData("'x' | Should -BeLike 'y*'", "Expected 'x' to be like wildcard 'y*', but it did not.")]
    [InlineData("1 | Should -BeGreaterThan 1", "greater than 1, but got 1.")]
    [InlineData("2 | Should -BeLessOrEqual 1", "less than or equal to 1, but got 2.")]
    [InlineData("1, 2 | Should -Contain 3", "Expected 3 to be found in collection @(1, 2), but it did not.")]
    [InlineData("3 | Should -BeIn 1, 2", "Expected 3 to be found in collection @(1, 2), but it did not.")]
    [InlineData("1, 2 | Should -HaveCount 3", "with size 3, but got collection with size 2")]
    [InlineData("'x' | Should -BeOfType [int]", "to have type [int] or any of its subtypes, but got 'x' of type [string].")]
    [InlineData("'/not/there' | Should -Exist", "Expected '/not/there' to exist as a path, but it did not.")]
    [InlineData("{ } | Should -Throw", "Expected an exception to be thrown, but no exception was thrown.")]
    [InlineData("{ throw 'a' } | Should -Throw 'b*'", "with message like 'b*'")]
    [InlineData("{ throw 'a' } | Should -Not -Throw", "but an exception \"a\" was thrown")]
    [InlineData("{ throw 'a' } | Should -Throw -ExceptionType ([ArgumentException])", "of type [System.ArgumentException]")]
    [InlineData("{ Get-Item /not/there } | Should -Throw -ErrorId Other", "error id 'PathNotFound")]
    [InlineData("Get-Item /not/there", "Cannot find path")]
    public void Says_what_was_expected_and_where(string statement, string message)
    {
        var (code, output) = Run($"Describe 'x' {{\n It 'fails' {{\n  {statement}\n }}\n}}");
        Assert.Contains(message, output, StringComparison.Ordinal);
        Assert.Contains($"at {statement}, ", output, StringComparison.Ordinal);
        Assert.Contains("A.Tests.ps1:3", output, StringComparison.Ordinal);
        Assert.EndsWith("0 passed, 1 failed, 0 skipped\n", output, StringComparison.Ordinal);
        Assert.Equal(1, code);
    }

    [Theory]
    [InlineData("Describe 'x' { BeforeAll { throw 'setup' }; It 'a' { }; Context 'y' { It 'b' { } } }", "0 passed, 2 failed, 0 skipped")]
    [InlineData("Describe 'x' { AfterAll { throw 'clean' }; It 'a' { } }", "1 passed, 0 failed, 0 skipped")]
    [InlineData("Describe 'x' { AfterEach { throw 'clean' }; It 'a' { } }", "0 passed, 1 failed, 0 skipped")]
    [InlineData("Describe 'x' { It 'a' { }; throw 'discovery' }", "0 passed, 0 failed, 0 skipped")]
    [InlineData("Describe 'x' { }", "0 passed, 0 failed, 0 skipped")]
    [InlineData("'no tests'", "0 passed, 0 failed, 0 skipped")]
    public void Fails_when_the_tests_did_not_really_run(string file, string summary)
    {
        var (code, output) = Run(file);
        Assert.EndsWith(summary + "\n", output, StringComparison.Ordinal);
        Assert.NotEqual(0, code);
    }

    [Fact]
    public void Skips_a_block_without_its_set_up()
    {
        var (code, output) = Run("Describe 'x' -Skip { BeforeAll { throw 'never' }; It 'a' { } }; Describe 'y' { It 'b' { } }");
        Assert.EndsWith("1 passed, 0 failed, 1 skipped\n", output, StringComparison.Ordinal);
        Assert.Equal(0, code);
    }

    [Fact]
    public void Runs_only_the_tests_with_a_tag()
    {
        using var folder = new TemporaryFolder();
        folder.Write("A.Tests.ps1", "Describe 'x' { It 'a' -Tag fast { }; It 'b' { throw 'never' } }");
        using var session = new Session();
        Assert.Equal(0, session.Engine.RunPester(new PesterOptions { Paths = [folder.Path], Tags = ["fast"] }));
        Assert.Equal(1, session.Engine.RunPester(new PesterOptions { Paths = [folder.Path], Tags = ["nothing"] }));
    }

    [Theory]
    [InlineData("r.xml", "testsuites")]
    [InlineData("r.trx", "TestRun")]
    public void Writes_results_for_build_servers(string name, string root)
    {
        using var folder = new TemporaryFolder();
        folder.Write("A.Tests.ps1", "Describe 'x' { It 'a' { }; It 'b' { 1 | Should -Be 2 }; It 'c' -Skip { } }");
        using var session = new Session();
        var file = Path.Combine(folder.Path, name);
        Assert.Equal(1, session.Engine.RunPester(new PesterOptions { Paths = [folder.Path], OutputFile = file }));
        var document = System.Xml.Linq.XDocument.Load(file);
        Assert.Equal(root, document.Root!.Name.LocalName);
        Assert.Contains("Expected 2, but got 1.", document.ToString(), StringComparison.Ordinal);
        var cases = document.Descendants().Where(element => element.Name.LocalName is "testcase" or "UnitTestResult");
        Assert.Equal(3, cases.Count());
    }

    private static (int Code, string Output) Run(string file)
    {
        using var folder = new TemporaryFolder();
        folder.Write("A.Tests.ps1", file);
        using var session = new Session();
        var code = session.Engine.RunPester(new PesterOptions { Paths = [folder.Path] });
        return (code, session.Output);
    }
}
