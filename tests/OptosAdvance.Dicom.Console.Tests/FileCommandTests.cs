namespace OptosAdvance.Dicom.Console.Tests;

public sealed class FileCommandTests
{
    [Theory]
    [InlineData("'a', 'b' | Set-Content x; 'c' | Add-Content x; (Get-Content x) -join ','", "a,b,c")]
    [InlineData("'a', 'b', 'c' | Set-Content x; Get-Content x -Tail 1; Get-Content x -TotalCount 2", "c a b")]
    [InlineData("Set-Content x 'a' -NoNewline; (Get-Content x -Raw).Length", "1")]
    [InlineData("Set-Content x 'ä' -NoNewline; (Get-Item x).Length; Set-Content x 'ä' -NoNewline -Encoding unicode; (Get-Item x).Length", "2 4")]
    [InlineData("Set-Content x 1, 2, 3 -AsByteStream; Get-Content x -AsByteStream", "1 2 3")]
    [InlineData("(New-Item -ItemType Directory d).Name; Test-Path d -PathType Container; Test-Path d -PathType Leaf", "d True False")]
    [InlineData("(New-Item a/b/c.txt -Force -Value hello).Name; Get-Content a/b/c.txt", "c.txt hello")]
    [InlineData("$null = New-Item a/b/c.txt -Force; (Get-ChildItem -Recurse -File).Name; (Get-ChildItem -Directory).Name", "c.txt a")]
    [InlineData("'x.txt', 'y.log' | ForEach-Object { $null = New-Item $_ }; (Get-ChildItem *.txt).Name; (Get-ChildItem -Filter *.log).Name; (Get-ChildItem -Exclude *.txt).Name", "x.txt y.log y.log")]
    [InlineData("Set-Content x 1; Copy-Item x y; Move-Item y z; Rename-Item z w; (Get-ChildItem).Name -join ','", "w,x")]
    [InlineData("$null = New-Item a/b/c.txt -Force; Copy-Item a z -Recurse; Test-Path z/b/c.txt", "True")]
    [InlineData("$null = New-Item a/b -Force; Remove-Item a -Recurse; Test-Path a", "False")]
    [InlineData("$null = New-Item a/b -Force; Remove-Item a -Recurse -WhatIf; Test-Path a", "True")]
    [InlineData("Set-Content x 1; Resolve-Path x -Relative | ForEach-Object { $_ -replace '\\\\', '/' }", "./x")]
    [InlineData("$null = New-Item -ItemType Directory d; Push-Location d; Split-Path (Get-Location) -Leaf; Pop-Location; Test-Path d", "d True")]
    [InlineData("1..2 | ForEach-Object { [pscustomobject]@{ n = $_ } } | Export-Csv t.csv; (Import-Csv t.csv).n -join ','", "1,2")]
    [InlineData("1 | ForEach-Object { [pscustomobject]@{ n = $_ } } | Export-Csv t.csv; [pscustomobject]@{ n = 7 } | Export-Csv t.csv -Append; (Import-Csv t.csv).n -join ','", "1,7")]
    [InlineData("'@{ A = 1; B = @(1, 2) }' | Set-Content d.psd1; (Import-PowerShellDataFile d.psd1).B.Count", "2")]
    [InlineData("'@{ A = Get-Date }' | Set-Content d.psd1; try { Import-PowerShellDataFile d.psd1 -ErrorAction Stop } catch { 'refused' }", "refused")]
    [InlineData("Set-Content x 'abc' -NoNewline; (Get-FileHash x).Hash", "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD")]
    [InlineData("[pscustomobject]@{ A = 1 } | Format-List | Out-File x; (Get-Content x | Where-Object { $_ }) -join '|'", "A : 1")]
    public void Works_on_files_as_PowerShell_does(string script, string expected)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(expected, Session.Results($"Set-Location '{folder.Path}'; {script}; Set-Location /"));
    }

    [Fact]
    public void Refuses_to_remove_through_a_link()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights on Windows.");
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "real"));
        folder.Write("real/kept.txt", "x");
        File.CreateSymbolicLink(Path.Combine(folder.Path, "link"), Path.Combine(folder.Path, "real"));

        Session.Results($"Remove-Item '{folder.Path}/link' -Recurse -Force");

        Assert.True(File.Exists(Path.Combine(folder.Path, "real", "kept.txt")));
        Assert.False(Path.Exists(Path.Combine(folder.Path, "link")));
    }
}
