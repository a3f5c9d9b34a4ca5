BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $testHost = Start-TestHost
}
AfterAll { Stop-TestHost $testHost }

Describe 'OptosActivity' {
    It 'tells a change of the configuration with its value before and after' {
        Set-OptosPatientSearch -MaximumQueryResults 77
        $row = @(Get-OptosActivity -Kind Configuration -Last 1)[0]
        $row.Kind | Should -Be 'Configuration'
        "$($row.Before) $($row.After)" | Should -BeLike '*100*77*'
    }

    It 'selects by time' {
        $later = (Get-OptosActivity -Last 1).Time.LocalDateTime.AddHours(1)
        Get-OptosActivity -Since $later | Should -BeNullOrEmpty
        @(Get-OptosActivity -Until $later).Count | Should -BeGreaterThan 0
    }

    It 'gives the newest rows first' {
        Set-OptosPatientSearch -MaximumQueryResults 78
        $rows = @(Get-OptosActivity -Last 2)
        $rows.Count | Should -Be 2
        $rows[0].Id | Should -BeGreaterThan $rows[1].Id
    }
}
