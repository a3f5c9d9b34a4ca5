BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $testHost = Start-TestHost
    $photographs = New-TestPhotograph -Studies 1
    [void](Import-OptosStudy $photographs)
    New-OptosDicomAE -Name GONE -AETitle GONE -HostName 127.0.0.1 -Port (Get-FreePort) -Services QueryRetrieve, ModalityWorklist
    New-OptosDicomAE -Name SELF -AETitle OPTOSADVANCE -HostName 127.0.0.1 -Port $testHost.Port -Services Storage
}
AfterAll {
    Stop-TestHost $testHost
    [System.IO.Directory]::Delete($photographs, $true)
}

Describe 'OptosQuery' {
    It 'lists the series and instances of studies that are piped in' {
        $study = Find-OptosStudy
        $series = @($study | Find-OptosSeries)
        $series.Count | Should -Be $study.Series
        $series[0].StudyInstanceUid | Should -Be $study.StudyInstanceUid
        @($study | Find-OptosInstance).Count | Should -Be $study.Instances
        @($study | Find-OptosInstance -First 1 -WarningAction SilentlyContinue).Count | Should -Be 1
    }

    It 'wants a study or a patient for that' {
        Find-OptosSeries -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'OptosInvalidArgument*'
    }

    It 'says that there is no such server' {
        Find-OptosStudy -AE NOBODY -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'OptosNotFound*'
    }

    It 'says that a server cannot be reached' {
        Find-OptosStudy -AE GONE -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'OptosRemoteAEFailed*'
        Find-OptosWorklistItem -AE GONE -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'OptosRemoteAEFailed*'
        Receive-OptosStudy -AE GONE -StudyInstanceUid 1.2 -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'OptosRemoteAEFailed*'
    }

    It 'says that a server does not have the service' {
        Find-OptosStudy -AE SELF -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'OptosInvalidArgument*'
    }

    It 'tests the services of every entry and says which is not offered' {
        Set-OptosLocalAE -CallerPolicy Any
        $results = @(Test-OptosDicomAE -TimeoutSeconds 10 | Sort-Object -Property Name)
        $results.Count | Should -Be 2
        "$($results[0].Step)" | Should -Be 'Tcp'
        $results[1].Success | Should -Be $true
        "$($results[1].Services[0].Service)" | Should -Be 'Storage'
        $lacking = Test-OptosDicomAE SELF -Service QueryRetrieve
        $lacking.Success | Should -Be $false
        "$($lacking.Step)" | Should -Be 'Services'
        $lacking.RecommendedAction | Should -Not -BeNullOrEmpty
    }
}
