# Loads the cmdlets. Their dependencies must neither meet those of other modules nor disturb them: PowerShell 7 loads all of them
# in an assembly load context of the module's own, Windows PowerShell resolves them from the module's folder.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$cmdletAssembly = 'OptosAdvance.Dicom.PowerShell'
$contextName = 'OptosAdvance.Dicom'
$assembly = $null
$isReload = $false

if ($PSVersionTable.PSEdition -eq 'Core') {
    $bin = [System.IO.Path]::Combine($PSScriptRoot, 'bin', 'net8.0')
    $context = $null
    foreach ($each in [System.Runtime.Loader.AssemblyLoadContext]::All) {
        if ($each.Name -eq $contextName) { $context = $each }
    }

    $isReload = $null -ne $context
    if (-not $isReload) {
        $context = [System.Runtime.Loader.AssemblyLoadContext]::new($contextName)
        $runtime = [System.IO.Path]::GetDirectoryName([object].Assembly.Location)
        foreach ($file in [System.IO.Directory]::GetFiles($bin, '*.dll')) {
            # What the platform has in this version or a newer one is the platform's: its types must be those that its own libraries use.
            $platform = [System.IO.Path]::Combine($runtime, [System.IO.Path]::GetFileName($file))
            if ([System.IO.File]::Exists($platform) -and
                [System.Reflection.AssemblyName]::GetAssemblyName($platform).Version -ge [System.Reflection.AssemblyName]::GetAssemblyName($file).Version) {
                continue
            }

            # A context looks among what it has loaded before it asks anybody else, so a version that another module brought does not matter.
            [void]$context.LoadFromAssemblyPath($file)
        }
    }

    foreach ($each in $context.Assemblies) {
        if ($each.GetName().Name -eq $cmdletAssembly) { $assembly = $each }
    }
}
else {
    $bin = [System.IO.Path]::Combine($PSScriptRoot, 'bin', 'netstandard2.0')
    $assembly = [System.Reflection.Assembly]::LoadFrom([System.IO.Path]::Combine($bin, "$cmdletAssembly.dll"))
    $assembly.GetType('OptosAdvance.Dicom.PowerShell.FolderResolver')::Install()
}

# Types of a context of its own have no names in scripts: these are the ones that a script may want.
$accelerators = [psobject].Assembly.GetType('System.Management.Automation.TypeAccelerators')
foreach ($type in $assembly.GetType('OptosAdvance.Dicom.PowerShell.ScriptTypes')::All) {
    if (-not $accelerators::Get.ContainsKey($type.FullName)) { $accelerators::Add($type.FullName, $type) }
}

$inner = Import-Module -Assembly $assembly -PassThru
if ($isReload) {
    # An assembly that was imported before is taken from a cache that forgets to add its cmdlets to the module that imports it
    # (https://github.com/PowerShell/PowerShell/issues/20710).
    $add = [System.Management.Automation.PSModuleInfo].GetMethod('AddExportedCmdlet', [System.Reflection.BindingFlags]'Instance, NonPublic')
    foreach ($cmdlet in $inner.ExportedCmdlets.Values) {
        [void]$add.Invoke($ExecutionContext.SessionState.Module, @(, $cmdlet))
    }
}
