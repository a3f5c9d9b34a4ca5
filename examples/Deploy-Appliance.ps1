<#
.SYNOPSIS
Installs or updates an appliance and brings it to the state of its site's document.
.DESCRIPTION
A script to start from. It may be run again at any time: what is as it should be is left alone.

1. Unpacks the package, where one is given, and puts it in the place of the installed one; the old one comes back when the new one does not start.
2. Sees to it that the host runs: as a service of the system where there is a service manager, else in the background.
3. Imports the document.
4. Tests the outcome: the document, and each remote server that has an address.

Each step is told as an object. Exit codes:
  0  as wanted
  1  something unexpected; nothing is known of the state
  2  the package cannot be installed
  3  the host does not start
  4  the document is wrong, or something in it was refused; what was applied is told
  5  after the import the appliance is not as the document wants it
  6  all is applied, and a remote server does not answer (only with -RequireRemote)
.PARAMETER Document
The site's configuration document.
.PARAMETER ParametersPath
A file with the values of its parameters.
.PARAMETER Parameters
Values of its parameters, secrets as secure strings.
.PARAMETER Package
The package, OptosAdvance.Dicom-<runtime>.zip. Without it the module that is installed is used as it is.
.PARAMETER InstallPath
Folder that the package is unpacked into. Default: /opt/optosadvance, or OptosAdvance in the folder of programs.
.PARAMETER DataPath
Data directory of the host. Default: that of the machine.
.PARAMETER NoService
Starts the host in the background even where there is a service manager.
.PARAMETER RequireRemote
A remote server that does not answer is a failure, not a warning.
.EXAMPLE
./Deploy-Appliance.ps1 -Document ./small-clinic.dsc.yaml -Package ./OptosAdvance.Dicom-linux-x64.zip
.EXAMPLE
./Deploy-Appliance.ps1 -Document ./fleet.dsc.yaml -ParametersPath ./sites/bern-01.parameters.json -WhatIf
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)]
    [string] $Document,

    [string] $ParametersPath,

    [System.Collections.IDictionary] $Parameters,

    [string] $Package,

    [string] $InstallPath,

    [string] $DataPath,

    [switch] $NoService,

    [switch] $RequireRemote
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$moduleName = 'OptosAdvance.Dicom'
$isWindowsMachine = [System.IO.Path]::DirectorySeparatorChar -eq '\'
if (-not $InstallPath) {
    $InstallPath = if ($isWindowsMachine) { Join-Path $env:ProgramFiles 'OptosAdvance' } else { '/opt/optosadvance' }
}

$fullPath = { param([string] $Path) $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path) }
$InstallPath = & $fullPath $InstallPath
$modulePath = Join-Path $InstallPath $moduleName
$previousPath = "$modulePath.previous"
$where = @{}
if ($DataPath) { $where.DataPath = & $fullPath $DataPath }

# What a step did; the caller may keep it, or only read it.
function Write-Step([string] $Step, [string] $Outcome, [string] $Detail) {
    [pscustomobject]@{ PSTypeName = 'OptosDeploymentStep'; Step = $Step; Outcome = $Outcome; Detail = $Detail }
}

function Stop-Deployment([int] $ExitCode, [string] $Message) {
    $failure = [System.InvalidOperationException]::new($Message)
    $failure.Data['ExitCode'] = $ExitCode
    throw $failure
}

# Services are the business of optosdsc, which knows those of Windows and of systemd.
function Set-HostResource([string] $ModuleFolder, [hashtable] $Wanted) {
    $program = [System.IO.Path]::Combine($ModuleFolder, 'dsc', $(if ($isWindowsMachine) { 'optosdsc.exe' } else { 'optosdsc' }))
    if ($DataPath) { $Wanted.dataDirectory = $where.DataPath }
    $answer = ConvertTo-Json -InputObject $Wanted -Compress | & $program set host 2>&1
    if ($LASTEXITCODE -ne 0) { throw ($answer | Out-String) }
}

function Get-PackageMark {
    $mark = Join-Path $modulePath 'package.sha256'
    if ([System.IO.File]::Exists($mark)) { [System.IO.File]::ReadAllText($mark).Trim() } else { '' }
}

# Puts the package in the place of the installed module. The host is stopped for as long as it takes to rename two folders.
function Install-Package {
    $hash = (Get-FileHash -LiteralPath $Package -Algorithm SHA256).Hash
    if ((Get-PackageMark) -eq $hash) {
        return Write-Step 'Package' 'Unchanged' "$modulePath is of this package."
    }

    if (-not $PSCmdlet.ShouldProcess($modulePath, "Install $Package")) {
        return Write-Step 'Package' 'WhatIf' $Package
    }

    $stage = Join-Path $InstallPath ".stage-$PID"
    try {
        [void][System.IO.Directory]::CreateDirectory($InstallPath)
        if (-not ([System.Management.Automation.PSTypeName]'System.IO.Compression.ZipFile').Type) {
            Add-Type -AssemblyName System.IO.Compression.FileSystem
        }

        [System.IO.Compression.ZipFile]::ExtractToDirectory((& $fullPath $Package), $stage)
        $unpacked = Join-Path $stage $moduleName
        if (-not [System.IO.File]::Exists((Join-Path $unpacked "$moduleName.psd1"))) {
            Stop-Deployment 2 "'$Package' does not hold the module $moduleName."
        }

        if (-not $isWindowsMachine) {
            # A zip does not always carry the right to execute.
            foreach ($program in 'host/optosd', 'dsc/optosdsc') {
                $file = Join-Path $unpacked $program
                if ([System.IO.File]::Exists($file)) { & chmod +x $file }
            }
        }

        [System.IO.File]::WriteAllText((Join-Path $unpacked 'package.sha256'), $hash)
        if ([System.IO.Directory]::Exists($modulePath)) {
            # Not by the cmdlets: Windows lets no folder be renamed whose assemblies are loaded.
            Set-HostResource $modulePath @{ running = $false }
            if ([System.IO.Directory]::Exists($previousPath)) { [System.IO.Directory]::Delete($previousPath, $true) }
            [System.IO.Directory]::Move($modulePath, $previousPath)
        }

        [System.IO.Directory]::Move($unpacked, $modulePath)
        Write-Step 'Package' 'Installed' $modulePath
    }
    catch {
        if ($_.Exception.Data.Contains('ExitCode')) { throw }
        Stop-Deployment 2 "The package cannot be installed: $($_.Exception.Message)"
    }
    finally {
        if ([System.IO.Directory]::Exists($stage)) { [System.IO.Directory]::Delete($stage, $true) }
    }
}

function Restore-PreviousPackage {
    if ([System.IO.Directory]::Exists($previousPath)) {
        [System.IO.Directory]::Move($modulePath, "$modulePath.failed-$PID")
        [System.IO.Directory]::Move($previousPath, $modulePath)
        Write-Warning "The previous version is in place again; the one that does not start is in '$modulePath.failed-$PID'."
    }
}

# The installed module wins over one that the session happens to have.
function Import-Appliance {
    $manifest = Join-Path $modulePath "$moduleName.psd1"
    if ([System.IO.File]::Exists($manifest)) {
        Import-Module $manifest -Global
    }
    elseif (-not (Get-Module $moduleName)) {
        Import-Module $moduleName -Global
    }
}

function Start-Appliance {
    $status = Get-OptosDicomHost @where
    $runs = "$($status.State)" -ne 'Stopped'
    $hasServices = $isWindowsMachine -or [System.IO.Directory]::Exists('/run/systemd/system')
    if ($runs -and ($NoService -or -not $hasServices)) {
        return Write-Step 'Host' 'Unchanged' "Runs on $($status.DataDirectory)."
    }

    if (-not $PSCmdlet.ShouldProcess($status.DataDirectory, $(if ($runs) { 'See to the service of the host' } else { 'Start the host' }))) {
        return Write-Step 'Host' 'WhatIf' $status.DataDirectory
    }

    if ($NoService -or -not $hasServices) {
        Start-OptosDicomHost @where
        return Write-Step 'Host' 'Started' $status.DataDirectory
    }

    Set-HostResource (Split-Path (Get-Module $moduleName).Path) @{ installed = $true; running = $true; startupType = 'Automatic' }
    Write-Step 'Host' 'Started' "As a service, on $($status.DataDirectory)."
}

function Import-Site([System.Collections.IDictionary] $Source) {
    $result = Import-OptosConfiguration @Source -ErrorVariable problems -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
    $applied = @(if ($result) { $result.Resources | Where-Object { "$($_.Outcome)" -eq 'Applied' } })
    if ($problems) {
        $words = ($problems | ForEach-Object { $_.Exception.Message } | Select-Object -Unique) -join ' '
        $names = ($applied | ForEach-Object { $_.Target }) -join ', '
        Stop-Deployment 4 "$words Applied: $(if ($names) { $names } else { 'nothing' })."
    }

    if ($WhatIfPreference) {
        return Write-Step 'Document' 'WhatIf' $Document
    }

    Write-Step 'Document' $(if ($applied.Count) { 'Applied' } else { 'Unchanged' }) (($applied | ForEach-Object { $_.Target }) -join ', ')
}

function Test-Site([System.Collections.IDictionary] $Source) {
    $result = Test-OptosConfiguration @Source
    if (-not $result.InDesiredState) {
        Stop-Deployment 5 "Not as wanted: $(@($result.Differences | ForEach-Object { "$_" }) -join '; ')"
    }

    Write-Step 'Test' 'InDesiredState' "$($result.Resources.Count) resources"
}

function Test-Remote {
    $silent = @()
    foreach ($remote in Get-OptosDicomAE @where | Where-Object { $_.HostName -and $_.Port }) {
        $result = Test-OptosDicomAE -Name ([WildcardPattern]::Escape($remote.Name)) @where -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $answers = $result -and $result.Success
        if (-not $answers) { $silent += $remote.Name }
        Write-Step "Remote $($remote.Name)" $(if ($answers) { 'Answers' } else { 'Silent' }) $(if ($result) { $result.Message } else { '' })
    }

    if ($silent -and $RequireRemote) { Stop-Deployment 6 "These remote servers do not answer: $($silent -join ', ')." }
}

try {
    if (-not [System.IO.File]::Exists((& $fullPath $Document))) { Stop-Deployment 4 "There is no document '$Document'." }
    if ($Package -and -not [System.IO.File]::Exists((& $fullPath $Package))) { Stop-Deployment 2 "There is no package '$Package'." }
    if ($Package) { Install-Package }
    if ($Package -and $WhatIfPreference -and -not [System.IO.Directory]::Exists($modulePath) -and -not (Get-Module $moduleName)) {
        Write-Step 'Document' 'WhatIf' 'What the document would change is known when the host runs.'
        exit 0
    }

    Import-Appliance
    try {
        Start-Appliance
    }
    catch {
        if ($Package) { Restore-PreviousPackage }
        Stop-Deployment 3 "The host does not start: $($_.Exception.Message)"
    }

    $source = @{ Path = & $fullPath $Document } + $where
    if ($ParametersPath) { $source.ParametersPath = & $fullPath $ParametersPath }
    if ($Parameters) { $source.Parameters = $Parameters }
    if ($WhatIfPreference -and "$((Get-OptosDicomHost @where).State)" -eq 'Stopped') {
        Write-Step 'Document' 'WhatIf' 'What the document would change is known when the host runs.'
        exit 0
    }

    Import-Site $source
    if (-not $WhatIfPreference) {
        Test-Site $source
        Test-Remote
        if ($Package -and [System.IO.Directory]::Exists($previousPath)) { [System.IO.Directory]::Delete($previousPath, $true) }
    }

    exit 0
}
catch {
    $code = if ($_.Exception.Data.Contains('ExitCode')) { $_.Exception.Data['ExitCode'] } else { 1 }
    Write-Error -Message $_.Exception.Message -ErrorId "Deployment$code" -ErrorAction Continue
    exit $code
}
