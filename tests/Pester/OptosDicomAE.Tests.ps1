BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $testHost = Start-TestHost
}
AfterAll { Stop-TestHost $testHost }

Describe 'OptosDicomAE' {
    BeforeEach {
        Get-OptosDicomAE | Remove-OptosDicomAE
        New-OptosDicomAE -Name PACS1 -AETitle PACS -HostName 127.0.0.1 -Port 104 -Services Storage, QueryRetrieve
        New-OptosDicomAE -Name CAMERA1 -AETitle CAMERA1
    }

    It 'lists entries by name, wildcard and service' {
        @(Get-OptosDicomAE).Count | Should -Be 2
        (Get-OptosDicomAE PA*).Name | Should -Be 'PACS1'
        (Get-OptosDicomAE -Services Storage).Name | Should -Be 'PACS1'
        Get-OptosDicomAE NOTHING* | Should -BeNullOrEmpty
    }

    It 'changes one property' {
        Set-OptosDicomAE PACS1 -Port 11112
        $entry = Get-OptosDicomAE PACS1
        $entry.Port | Should -Be 11112
        $entry.HostName | Should -Be '127.0.0.1'
        "$($entry.Services)" | Should -Be 'Storage, QueryRetrieve'
    }

    It 'says which entry does not exist' {
        { Get-OptosDicomAE NOBODY -ErrorAction Stop } | Should -Throw -ErrorId 'OptosNotFound*'
        { Set-OptosDicomAE NOBODY -Port 1 -ErrorAction Stop } | Should -Throw -ErrorId 'OptosNotFound*'
        { Remove-OptosDicomAE NOBODY -ErrorAction Stop } | Should -Throw -ErrorId 'OptosNotFound*'
    }

    It 'refuses an entry that exists' {
        { New-OptosDicomAE pacs1 -AETitle PACS -ErrorAction Stop } | Should -Throw -ErrorId 'OptosAlreadyExists*'
    }

    It 'removes nothing with -WhatIf' {
        Remove-OptosDicomAE * -WhatIf
        @(Get-OptosDicomAE).Count | Should -Be 2
    }

    It 'reaches a server that answers: this one' {
        New-OptosDicomAE -Name SELF -AETitle OPTOSADVANCE -HostName 127.0.0.1 -Port $testHost.Port -Services Storage
        $result = Test-OptosDicomAE SELF
        $result.Success | Should -BeTrue
        $result.Step | Should -Be 'Services'
        $result.RoundTripMilliseconds | Should -BeGreaterThan 0
    }

    It 'says at which step a test failed, and what to do' {
        $result = Test-OptosDicomAE -AETitle NOBODY -HostName 127.0.0.1 -Port (Get-FreePort) -TimeoutSeconds 5
        $result.Success | Should -BeFalse
        $result.Step | Should -Be 'Tcp'
        $result.RecommendedAction | Should -Not -BeNullOrEmpty
    }
}
