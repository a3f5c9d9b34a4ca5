namespace OptosAdvance.Dicom.PowerShell.Tests;

public sealed class ModuleTests
{
    [Fact]
    public void Imports_with_every_cmdlet_that_the_manifest_lists()
    {
        using var session = new PowerShellSession();
        var listed = session.Run($"(Import-Module '{ModuleUnderTest.Manifest}' -PassThru).ExportedCmdlets.Keys").Objects.Select(each => each.ToString()).Order();
        var known = session.Run("Get-Command -Module OptosAdvance.Dicom | ForEach-Object Name").Objects.Select(each => each.ToString()).Order();
        Assert.Equal(listed, known);
        Assert.True(known.Count() >= 28, $"There are {known.Count()}.");
    }

    [Fact]
    public void Lists_every_cmdlet_of_the_assembly_in_the_manifest()
    {
        using var session = new PowerShellSession();
        var types = session.Run("""
            $types = (Get-Command Get-OptosLocalAE).ImplementingType.Assembly.GetExportedTypes()
            $types | Where-Object { $_.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false) } | ForEach-Object FullName
            """).Objects.Select(each => each.ToString()).Order();
        var listed = session.Run("Get-Command -Module OptosAdvance.Dicom | ForEach-Object { $_.ImplementingType.FullName }").Objects.Select(each => each.ToString()).Order();
        Assert.Equal(types, listed);
    }

    [Fact]
    public void Can_be_imported_again_with_force()
    {
        using var session = new PowerShellSession();
        var result = session.Run($"""
            Import-Module '{ModuleUnderTest.Manifest}' -Force
            Remove-Module OptosAdvance.Dicom
            Import-Module '{ModuleUnderTest.Manifest}'
            (Get-Command Set-OptosRepository).Parameters.Keys -contains 'CriticalWatermark'
            """);
        Assert.True((bool)result.Object.BaseObject);
    }

    [Fact]
    public void Keeps_its_assemblies_in_a_context_of_its_own()
    {
        using var session = new PowerShellSession();
        var context = session.Run("""
            $type = (Get-Command Get-OptosLocalAE).ImplementingType
            [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($type.Assembly).Name
            """);
        Assert.Equal("OptosAdvance.Dicom", context.Object.ToString());
    }

    [Fact]
    public void Lets_scripts_name_its_value_types()
    {
        using var session = new PowerShellSession();
        var same = session.Run("[OptosAdvance.Dicom.Contracts.DiskWatermark]::Parse('5 %') -eq [OptosAdvance.Dicom.Contracts.DiskWatermark]::FromPercent(5)");
        Assert.Equal(true, same.Object.BaseObject);
    }
}
