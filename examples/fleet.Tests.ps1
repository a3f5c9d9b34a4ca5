BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $testHost = Start-TestHost
    $document = Join-Path $PSScriptRoot 'fleet.dsc.yaml'
    $sites = New-TestFolder
    $files = @(& (Join-Path $PSScriptRoot 'New-FleetParameters.ps1') -Destination $sites)
}
AfterAll {
    Stop-TestHost $testHost
    [System.IO.Directory]::Delete($sites, $true)
}

Describe 'examples/fleet.dsc.yaml' {
    It 'has parameters for a hundred sites' {
        $files.Count | Should -Be 100
        @($files | Where-Object { -not [System.IO.File]::Exists($_) }).Count | Should -Be 0
    }

    It 'is a valid document for each of them' {
        $titles = foreach ($file in $files) {
            $result = Test-OptosConfiguration $document -ParametersPath $file -ErrorAction Stop
            $result.Resources.Count | Should -Be 6
            ($result.Differences | Where-Object { $_.Property -eq 'AETitle' -and $_.Resource -eq 'LocalAE' }).Desired
        }
        @($titles | Select-Object -Unique).Count | Should -Be 100
    }

    It 'makes one appliance a small site and then a large one' {
        $port = @{ port = Get-FreePort }
        $small = Join-Path $sites 'bern-01.parameters.json'
        (Import-OptosConfiguration $document -ParametersPath $small -Parameters $port -WarningAction SilentlyContinue).InDesiredState | Should -Be $true
        "$((Get-OptosLocalAE).AETitle)" | Should -Be 'OPTOS_BERN01'
        @(Get-OptosDicomAE).Count | Should -Be 3

        $large = Join-Path $sites 'zug-10.parameters.json'
        (Import-OptosConfiguration $document -ParametersPath $large -Parameters $port -WarningAction SilentlyContinue).InDesiredState | Should -Be $true
        (Get-OptosPatientSearch).MaximumQueryResults | Should -Be 500
        @(Get-OptosDicomAE -Name 'Camera*').Count | Should -Be 1
    }

    It 'tells which site an appliance has drifted from' {
        $file = Join-Path $sites 'zug-10.parameters.json'
        $port = @{ port = (Get-OptosLocalAE).Port }
        Set-OptosPatientSearch -MaximumQueryResults 7
        $difference = @((Test-OptosConfiguration $document -ParametersPath $file -Parameters $port).Differences)
        $difference.Count | Should -Be 1
        $difference[0].Desired | Should -Be '500'
        $difference[0].Actual | Should -Be '7'
    }
}
