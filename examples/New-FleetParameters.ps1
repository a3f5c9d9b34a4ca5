<#
.SYNOPSIS
Makes a parameters file for each site of a table.
.DESCRIPTION
Each row of the table becomes a file SITE.parameters.json, which Import-OptosConfiguration and dsc take together with fleet.dsc.yaml.
.PARAMETER Destination
Folder for the files; it is created.
.PARAMETER Path
The table: a CSV file with the columns site, port, cameras, archiveHost, size.
.EXAMPLE
./New-FleetParameters.ps1 -Destination ./sites
.OUTPUTS
The path of each file.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Destination,

    [string] $Path = (Join-Path $PSScriptRoot 'fleet-sites.csv')
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$folder = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Destination)
[void][System.IO.Directory]::CreateDirectory($folder)
foreach ($site in Import-Csv -LiteralPath $Path) {
    $values = [ordered]@{
        site = $site.site.ToUpperInvariant().Replace('-', '')
        port = [int]$site.port
        cameras = [int]$site.cameras
        archiveHost = $site.archiveHost
        size = $site.size
    }
    $file = Join-Path $folder "$($site.site).parameters.json"
    [System.IO.File]::WriteAllText($file, (ConvertTo-Json -InputObject @{ parameters = $values } -Depth 4))
    $file
}
