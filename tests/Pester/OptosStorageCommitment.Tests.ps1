BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $testHost = Start-TestHost
    $photographs = New-TestPhotograph -Studies 2
    [void](Import-OptosStudy $photographs)
    New-OptosDicomAE PACS1 -AETitle ARCHIVE -HostName 127.0.0.1 -Port (Get-FreePort) -Services StorageCommitment
    New-OptosDicomAE STORE -AETitle STORE -HostName 127.0.0.1 -Port (Get-FreePort) -Services Storage
}
AfterAll {
    Stop-TestHost $testHost
    [System.IO.Directory]::Delete($photographs, $true)
}

Describe 'OptosStorageCommitment' {
    It 'takes requests for studies from the pipeline' {
        $jobs = @(Find-OptosStudy | Request-OptosStorageCommitment -AE PACS1 -NoWait)
        $jobs.Count | Should -Be 2
        $jobs[0].Kind | Should -Be 'Commitment'
        $jobs[0].Destination | Should -Be 'PACS1'
        $jobs[0].Total | Should -Be @(Find-OptosStudy -StudyInstanceUid $jobs[0].StudyInstanceUid)[0].Instances
    }

    It 'asks nobody with -WhatIf' {
        Find-OptosStudy | Request-OptosStorageCommitment -AE PACS1 -NoWait -WhatIf | Should -BeNullOrEmpty
    }

    It 'refuses an AE that does not commit' {
        $study = @(Find-OptosStudy)[0].StudyInstanceUid
        Request-OptosStorageCommitment $study STORE -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'OptosInvalidArgument*'
        Request-OptosStorageCommitment $study NOBODY -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'OptosNotFound*'
    }

    It 'refuses a study that is not there' {
        Request-OptosStorageCommitment 1.2.3 PACS1 -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'OptosNotFound*'
    }

    It 'says of a study how much is committed' {
        $study = @(Find-OptosStudy)[0]
        $study.CommittedInstances | Should -Be 0
        $study.IsCommitted | Should -Be $false
        ($study | Get-OptosStudy -Instance)[0].CommittedAt | Should -BeNullOrEmpty
    }

    It 'keeps the time limits with the archive' {
        Set-OptosDicomAE PACS1 -CommitmentTimeoutMinutes 90 -CommitmentWaitSeconds 2
        (Get-OptosDicomAE PACS1).CommitmentTimeoutMinutes | Should -Be 90
        (Get-OptosDicomAE PACS1).CommitmentWaitSeconds | Should -Be 2
        Set-OptosDicomAE PACS1 -CommitmentTimeoutMinutes 0 -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'OptosInvalidConfiguration*'
    }

    It 'knows no transaction that was never sent' {
        Get-OptosStorageCommitment | Should -BeNullOrEmpty
        Get-OptosStorageCommitment 1.2.3 -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'OptosNotFound*'
    }
}
