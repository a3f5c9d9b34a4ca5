<#
.SYNOPSIS
    A tour of the appliance: a host of its own, a camera that is refused, let in and stores, the study that is found.
.DESCRIPTION
    Starts a host in a temporary data directory on free ports, so that it touches nothing that is installed; a camera sends two
    ophthalmic studies over the network; everything is stopped and removed at the end, also after an error.
    Exit code 0 when every step did what it should.
.PARAMETER Sender
    Who plays the camera: DCMTK's storescu, the sample camera that is built with this project, or (Auto) storescu when it is installed.
.EXAMPLE
    optos examples/Quickstart.ps1
.EXAMPLE
    optos examples/Quickstart.ps1 -Sender SampleCamera
#>
param(
    [ValidateSet('Auto', 'Storescu', 'SampleCamera')]
    [string] $Sender = 'Auto'
)

$ErrorActionPreference = 'Stop'

function Write-Step([string] $Text) {
    Write-Host ''
    Write-Host "== $Text"
}

function Get-FreePort {
    $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
    $listener.Start()
    try { $listener.LocalEndpoint.Port } finally { $listener.Stop() }
}

function Find-Program([string] $Name) {
    foreach ($folder in $env:PATH.Split([System.IO.Path]::PathSeparator)) {
        foreach ($ending in '', '.exe') {
            if ($folder -and [System.IO.File]::Exists([System.IO.Path]::Combine($folder, $Name + $ending))) {
                return [System.IO.Path]::Combine($folder, $Name + $ending)
            }
        }
    }
}

# What the camera does: true when the host took every image.
function Send-Image {
    if ($storescu) {
        & $storescu -v -aet CAMERA1 -aec OPTOSADVANCE -xy -R 127.0.0.1 $port +sd +r $photographs 2>&1 |
            Where-Object { "$_" -match '^F:|^E:|Response' } | ForEach-Object { Write-Host "   storescu: $_" }
    }
    else {
        & dotnet $camera send --calling CAMERA1 --called OPTOSADVANCE --port $port --files $photographs 2>&1 |
            ForEach-Object { Write-Host "   samplecamera: $_" }
    }
    $LASTEXITCODE -eq 0
}

$camera = [System.IO.Path]::GetFullPath([System.IO.Path]::Combine($PSScriptRoot, '..', 'artifacts', 'tools', 'samplecamera', 'samplecamera.dll'))
if (-not [System.IO.File]::Exists($camera)) { throw "The sample camera is not built ($camera): run 'dotnet build' first." }
$storescu = if ($Sender -ne 'SampleCamera') { Find-Program storescu }
if ($Sender -eq 'Storescu' -and -not $storescu) { throw 'storescu is not on the search path: install DCMTK.' }

$work = [System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), 'optos-tour-' + [guid]::NewGuid().ToString('N').Substring(0, 8))
$photographs = [System.IO.Path]::Combine($work, 'photographs')
$port = Get-FreePort
$started = $false

try {
    [void][System.IO.Directory]::CreateDirectory($work)
    & dotnet $camera photograph --output $photographs --studies 2 | Out-Null
    if ($LASTEXITCODE -ne 0) { throw 'No photographs were made.' }

    Write-Step 'Start a host with a data directory of its own, and give it a free port'
    Start-OptosDicomHost -DataPath ([System.IO.Path]::Combine($work, 'data')) | Out-Null
    $started = $true
    Set-OptosLocalAE -Port $port -PassThru | Format-Table AETitle, HostName, Port, MaximumInboundAssociations, CallerPolicy

    Write-Step 'A camera that nobody has told us about is refused'
    if (Send-Image) { throw 'An unknown caller was let in.' }
    Get-OptosRefusedCaller | Format-Table

    Write-Step 'Let it in: Get-OptosRefusedCaller | New-OptosDicomAE'
    Get-OptosRefusedCaller | New-OptosDicomAE -PassThru | Format-Table Name, AETitle, HostName
    if (-not (Send-Image)) { throw 'The camera could not store.' }

    Write-Step 'Find-OptosStudy'
    $studies = @(Find-OptosStudy)
    if ($studies.Count -ne 2) { throw "Two studies were sent, $($studies.Count) are found." }
    $studies | Format-Table

    Write-Step 'Find-OptosStudy -First 1 | Get-OptosStudy'
    $studies[0] | Get-OptosStudy | Format-List

    Write-Step 'Set-OptosRepository -CriticalWatermark 5%'
    Set-OptosRepository -CriticalWatermark 5% -PassThru | Format-List Path, Durability, LowWatermark, HighWatermark, CriticalWatermark

    Write-Step 'Get-OptosDicomHost'
    Get-OptosDicomHost | Format-List

    Write-Step 'Get-OptosActivity'
    Get-OptosActivity -Last 10 | Format-Table
}
finally {
    if ($started) {
        Write-Step 'Stop the host'
        Stop-OptosDicomHost
    }
    if ([System.IO.Directory]::Exists($work)) { [System.IO.Directory]::Delete($work, $true) }
}

Write-Host 'Done.'
