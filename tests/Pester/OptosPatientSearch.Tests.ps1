BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $testHost = Start-TestHost
}
AfterAll { Stop-TestHost $testHost }

Describe 'OptosPatientSearch' {
    It 'sets the most studies that a search returns' {
        (Set-OptosPatientSearch -MaximumQueryResults 5 -PassThru).MaximumQueryResults | Should -Be 5
        (Get-OptosPatientSearch).MaximumQueryResults | Should -Be 5
    }

    It 'refuses a search that returns nothing' {
        { Set-OptosPatientSearch -MaximumQueryResults 0 -ErrorAction Stop } | Should -Throw -ErrorId 'OptosInvalidConfiguration*'
    }
}
