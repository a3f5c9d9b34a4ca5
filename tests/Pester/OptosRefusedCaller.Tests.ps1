BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $testHost = Start-TestHost
    $photographs = New-TestPhotograph
}
AfterAll {
    Stop-TestHost $testHost
    [System.IO.Directory]::Delete($photographs, $true)
}

Describe 'OptosRefusedCaller' {
    It 'remembers a camera that is not known, and lets it in by one line' {
        Send-TestPhotograph $photographs NEWCAMERA $testHost.Port | Should -BeFalse
        $refused = Get-OptosRefusedCaller -Name NEW*
        $refused.AETitle | Should -Be 'NEWCAMERA'
        $refused.Reason | Should -Not -BeNullOrEmpty

        Get-OptosRefusedCaller -Name NEWCAMERA | New-OptosDicomAE
        Send-TestPhotograph $photographs NEWCAMERA $testHost.Port | Should -BeTrue
        (Find-OptosStudy).Source | Should -Be 'NEWCAMERA'
        Get-OptosRefusedCaller -Name NEW* | Should -BeNullOrEmpty
    }

    It 'says which caller was not refused' {
        { Get-OptosRefusedCaller -Name NOBODY -ErrorAction Stop } | Should -Throw -ErrorId 'OptosNotFound*'
    }
}
