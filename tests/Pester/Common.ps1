# What the test files share: a host of their own, in a folder of its own, at a free port.

if (-not (Get-Module OptosAdvance.Dicom)) {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'artifacts', 'module', 'OptosAdvance.Dicom', 'OptosAdvance.Dicom.psd1'))
}

function Get-FreePort {
    $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
    $listener.Start()
    try { $listener.LocalEndpoint.Port } finally { $listener.Stop() }
}

function New-TestFolder {
    $path = [System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), 'optos-pester-' + [guid]::NewGuid().ToString('N').Substring(0, 12))
    [void][System.IO.Directory]::CreateDirectory($path)
    $path
}

# Starts a host and makes it the one of the session.
function Start-TestHost {
    $folder = New-TestFolder
    Start-OptosDicomHost -DataPath $folder
    $port = Get-FreePort
    Set-OptosLocalAE -Port $port
    @{ DataPath = $folder; Port = $port }
}

function Stop-TestHost($TestHost) {
    if ($TestHost) {
        Stop-OptosDicomHost -DataPath $TestHost.DataPath
        [System.IO.Directory]::Delete($TestHost.DataPath, $true)
    }
}

# Waits until something that the host does by itself has happened.
function Wait-Until([scriptblock] $Condition) {
    $until = [datetime]::UtcNow.AddSeconds(60)
    while (-not (& $Condition)) {
        if ([datetime]::UtcNow -gt $until) { throw "It did not come about: $Condition" }
        Start-Sleep -Milliseconds 100
    }
}

$camera = [System.IO.Path]::GetFullPath([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'artifacts', 'tools', 'samplecamera', 'samplecamera.dll'))

# Writes the photographs of some studies into a new folder.
function New-TestPhotograph([int] $Studies = 1) {
    $folder = New-TestFolder
    [void](& dotnet $camera photograph --output $folder --studies $Studies)
    if ($LASTEXITCODE -ne 0) { throw 'No photographs were made.' }
    $folder
}

# Sends a folder of photographs as a camera does; true when the host took all of them.
function Send-TestPhotograph([string] $Folder, [string] $CallingAETitle, [int] $Port) {
    [void](& dotnet $camera send --calling $CallingAETitle --called OPTOSADVANCE --port $Port --files $Folder 2>&1)
    $LASTEXITCODE -eq 0
}
