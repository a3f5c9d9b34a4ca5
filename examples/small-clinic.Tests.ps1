BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $testHost = Start-TestHost
    $document = Join-Path $PSScriptRoot 'small-clinic.dsc.yaml'
    $parameters = @{ port = Get-FreePort }
}
AfterAll { Stop-TestHost $testHost }

Describe 'examples/small-clinic.dsc.yaml' {
    It 'says what it would change and changes nothing with WhatIf' {
        $before = Export-OptosConfiguration
        (Test-OptosConfiguration $document -Parameters $parameters).InDesiredState | Should -Be $false
        Import-OptosConfiguration $document -Parameters $parameters -WhatIf
        Export-OptosConfiguration | Should -Be $before
    }

    It 'makes an appliance of it that a camera and an archive can work with' {
        (Import-OptosConfiguration $document -Parameters $parameters -WarningAction SilentlyContinue).InDesiredState | Should -Be $true
        (Get-OptosLocalAE).Port | Should -Be $parameters.port
        "$((Get-OptosRepository).CriticalWatermark)" | Should -Be '5%'
        "$((Get-OptosDicomAE -Name Archive).Services)" | Should -Be 'Storage, QueryRetrieve'
        "$((Get-OptosDicomAE -Name 'Camera 1').AETitle)" | Should -Be 'CAMERA1'
    }

    It 'changes nothing the second time' {
        (Test-OptosConfiguration $document -Parameters $parameters).InDesiredState | Should -Be $true
        @((Import-OptosConfiguration $document -Parameters $parameters).Differences).Count | Should -Be 0
    }

    It 'finds and puts back what was changed by hand' {
        Set-OptosRepository -CriticalWatermark 3%
        $difference = @((Test-OptosConfiguration $document -Parameters $parameters).Differences)
        $difference.Count | Should -Be 1
        $difference[0].Property | Should -Be 'CriticalWatermark'
        [void](Import-OptosConfiguration $document -Parameters $parameters)
        "$((Get-OptosRepository).CriticalWatermark)" | Should -Be '5%'
    }

    It 'refuses a port that is none before anything is changed' {
        { Import-OptosConfiguration $document -Parameters @{ port = 70000 } -ErrorAction Stop } | Should -Throw
        (Get-OptosLocalAE).Port | Should -Be $parameters.port
    }
}
