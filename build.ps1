<#
.SYNOPSIS
Builds, tests and packs OptosAdvance.Dicom.
.DESCRIPTION
Runs in PowerShell 7 and in the console of the project itself, so that a machine needs the .NET 10 SDK only:

    dotnet run --project src/OptosAdvance.Dicom.Console -- --no-module build.ps1 -Task Test

Build    compiles everything and lays out the module in artifacts/module/OptosAdvance.Dicom (the default).
Test     builds, runs the tests of .NET (results in artifacts/test-results), then the Pester tests against the laid-out module.
Package  publishes the module with its host, and the console, self-contained for each runtime, into artifacts/packages.
Format   puts the sources into the form that the continuous build asks for; with -Verify it only looks.
Clean    removes artifacts and all build output.
.PARAMETER Task
What to do; several are done in the order given.
.PARAMETER Configuration
Debug or Release; Package is always Release.
.PARAMETER Runtime
The runtimes to pack for.
.PARAMETER Verify
With Format: fails where a source is not in form, changes nothing.
.EXAMPLE
./build.ps1
.EXAMPLE
./build.ps1 -Task Clean, Test, Package -Runtime win-x64
#>
[CmdletBinding()]
param(
    [ArgumentCompletions('Build', 'Test', 'Package', 'Format', 'Clean')]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug',

    [string[]] $Runtime = @('linux-x64', 'win-x64'),

    [switch] $Verify
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$root = $PSScriptRoot
$artifacts = Join-Path $root 'artifacts'
$solution = Join-Path $root 'OptosAdvance.Dicom.sln'
$console = Join-Path $root 'src' 'OptosAdvance.Dicom.Console'
$hostProject = Join-Path $root 'src' 'OptosAdvance.Dicom.Host'
$dscProject = Join-Path $root 'src' 'OptosAdvance.Dicom.Dsc'

# 'a,b' is one argument when another program hands the list over.
$Task = @($Task | ForEach-Object { $_ -split ',' })
$Runtime = @($Runtime | ForEach-Object { $_ -split ',' })

# A build server that stays behind would hold files that Clean removes.
$env:MSBUILDDISABLENODEREUSE = '1'

function Invoke-DotNet {
    param([string[]] $Arguments)

    Write-Host "dotnet $($Arguments -join ' ')" -ForegroundColor Cyan
    & dotnet @Arguments | Out-Host
    if ($LASTEXITCODE -ne 0) {
        throw "'dotnet $($Arguments[0])' ended with exit code $LASTEXITCODE."
    }
}

function Remove-Folder {
    param([string] $Path)

    if (Test-Path -LiteralPath $Path) {
        Remove-Item -LiteralPath $Path -Recurse -Force
    }
}

function Invoke-BuildTask {
    Invoke-DotNet build, $solution, --configuration, $Configuration, -nologo
}

function Invoke-TestTask {
    Invoke-BuildTask
    $results = Join-Path $artifacts 'test-results'
    Remove-Folder $results
    $null = New-Item -ItemType Directory -Path $results -Force

    $failed = @()
    try {
        Invoke-DotNet test, --solution, $solution, --configuration, $Configuration, --no-build, --results-directory, $results, --report-xunit-trx
    }
    catch {
        # The Pester tests are worth seeing all the same.
        Write-Warning $_.Exception.Message
        $failed += '.NET tests'
    }

    $pesterTests = @((Join-Path $root 'tests' 'Pester'), (Join-Path $root 'examples'))
    if (Test-Path -LiteralPath $pesterTests[0]) {
        $pesterResults = Join-Path $results 'pester.xml'
        $pester = Get-Module -ListAvailable -Name Pester | Where-Object { $_.Version -ge [version]'5.5.0' }
        if ($pester) {
            Import-Module -Name Pester -MinimumVersion 5.5.0
            $settings = New-PesterConfiguration
            $settings.Run.Path = $pesterTests
            $settings.Run.PassThru = $true
            $settings.Output.Verbosity = 'Detailed'
            $settings.TestResult.Enabled = $true
            $settings.TestResult.OutputFormat = 'JUnitXml'
            $settings.TestResult.OutputPath = $pesterResults
            $outcome = Invoke-Pester -Configuration $settings
            if ($outcome.Result -ne 'Passed') { $failed += 'Pester tests' }
        }
        else {
            & dotnet run --project $console --configuration $Configuration --no-build -- --engine builtin --pester $pesterTests --output $pesterResults |
                Out-Host
            if ($LASTEXITCODE -ne 0) { $failed += 'Pester tests' }
        }
    }

    if ($failed) {
        throw "Failed: $($failed -join ', ')."
    }
}

# DSC starts optosdsc for each operation: native code starts in a tenth of the time. That takes a linker and can only be made for the system that it
# is made on; for another system it is a single file with the part of the runtime that it needs.
function Publish-Dsc {
    param([string] $RuntimeIdentifier, [string] $Folder)

    Get-ChildItem -LiteralPath $Folder -File | Where-Object { $_.Name -notlike '*.dsc.manifests.json' } | Remove-Item -Force
    $publish = 'publish', $dscProject, '--output', $Folder, '--configuration', 'Release', '--runtime', $RuntimeIdentifier, '-p:DebugType=none',
        '-p:PublishDocumentationFile=false', '-p:PublishReferencesDocumentationFiles=false', '-nologo',
        # What a publication needs besides is not what the lock files are about.
        '-p:RestoreLockedMode=false', '-p:NuGetLockFilePath=obj/publish.lock.json'
    $linker = @('clang', 'gcc') | Where-Object { Get-Command -Name $_ -CommandType Application -ErrorAction SilentlyContinue } | Select-Object -First 1
    $isForThis = $RuntimeIdentifier -eq [System.Runtime.InteropServices.RuntimeInformation]::RuntimeIdentifier
    if ($isForThis -and ($linker -or $env:OS -eq 'Windows_NT')) {
        try {
            Invoke-DotNet ($publish + @('-p:DscPublish=Native', "-p:DscLinker=$linker"))
            Get-ChildItem -LiteralPath $Folder -Filter '*.dbg' | Remove-Item -Force
            return
        }
        catch {
            Write-Warning "No native optosdsc was made ($($_.Exception.Message)); it is packed with a runtime."
        }
    }

    Invoke-DotNet ($publish + '-p:DscPublish=Trimmed')
}

function Publish-Package {
    param([string] $RuntimeIdentifier)

    $stage = Join-Path $artifacts 'stage' $RuntimeIdentifier
    $packages = Join-Path $artifacts 'packages'
    Remove-Folder $stage
    $null = New-Item -ItemType Directory -Path $packages -Force

    # The module as it is laid out, with a host that needs no .NET on the machine.
    $module = Join-Path $stage 'OptosAdvance.Dicom'
    Copy-Item -LiteralPath (Join-Path $artifacts 'module' 'OptosAdvance.Dicom') -Destination $module -Recurse
    Remove-Folder (Join-Path $module 'host')
    $publish = '--configuration', 'Release', '--runtime', $RuntimeIdentifier, '--self-contained', 'true',
        '-p:PublishReadyToRun=true', '-p:PublishDocumentationFile=false', '-p:PublishReferencesDocumentationFiles=false', '-nologo'
    Invoke-DotNet (@('publish', $hostProject, '--output', (Join-Path $module 'host')) + $publish)

    Publish-Dsc $RuntimeIdentifier (Join-Path $module 'dsc')

    # The console carries the module beside it.
    $program = Join-Path $stage 'optos'
    Invoke-DotNet (@('publish', $console, '--output', $program) + $publish)
    Copy-Item -LiteralPath $module -Destination (Join-Path $program 'OptosAdvance.Dicom') -Recurse

    foreach ($folder in $module, $program) {
        $name = '{0}-{1}.zip' -f (Split-Path -Leaf $folder), $RuntimeIdentifier
        $zip = Join-Path $packages $name
        if (Test-Path -LiteralPath $zip) { Remove-Item -LiteralPath $zip }
        [System.IO.Compression.ZipFile]::CreateFromDirectory(
            $folder, $zip, [System.IO.Compression.CompressionLevel]::Optimal, $true)
        Write-Host ('{0} ({1:N1} MB)' -f $zip, ((Get-Item -LiteralPath $zip).Length / 1MB)) -ForegroundColor Green
    }

    Remove-Folder $stage
}

function Invoke-PackageTask {
    # The console refers to all that is packed: no test and no benchmark is compiled for a package.
    Invoke-DotNet build, $console, --configuration, Release, -nologo
    foreach ($identifier in $Runtime) {
        Publish-Package $identifier
    }
}

function Invoke-FormatTask {
    $arguments = @('format', $solution)
    if ($Verify) { $arguments += '--verify-no-changes' }
    Invoke-DotNet $arguments
}

function Invoke-CleanTask {
    Remove-Folder $artifacts
    foreach ($folder in 'src', 'tests', 'tools', 'benchmarks') {
        $path = Join-Path $root $folder
        if (-not (Test-Path -LiteralPath $path)) { continue }
        foreach ($project in Get-ChildItem -LiteralPath $path -Directory) {
            foreach ($output in 'bin', 'obj') {
                $target = Join-Path $project.FullName $output
                # The console that runs this script cannot remove itself on Windows.
                if ($PSHOME.StartsWith($target, [StringComparison]::OrdinalIgnoreCase)) {
                    Write-Warning "Not removed, because this console runs from it: $target"
                    continue
                }

                Remove-Folder $target
            }
        }
    }
}

foreach ($step in $Task) {
    switch ($step) {
        'Build' { Invoke-BuildTask }
        'Test' { Invoke-TestTask }
        'Package' { Invoke-PackageTask }
        'Format' { Invoke-FormatTask }
        'Clean' { Invoke-CleanTask }
        default { throw "There is no task '$step'; there are Build, Test, Package, Format and Clean." }
    }
}
