BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $testHost = Start-TestHost
    $folder = New-TestPhotograph
    $studyUid = (Import-OptosStudy -Path $folder).StudyInstanceUid
    $deadPort = Get-FreePort
    New-OptosDicomAE -Name DEAD -AETitle DEAD -HostName 127.0.0.1 -Port $deadPort -Services Storage -ConnectTimeoutSeconds 2
}
AfterAll {
    Stop-TestHost $testHost
    [System.IO.Directory]::Delete($folder, $true)
}

Describe 'OptosJob' {
    It 'keeps a job for a server that cannot be reached and says why it waits' {
        $job = Send-OptosStudy -StudyInstanceUid $studyUid -AE DEAD -NoWait
        $job.State | Should -Be 'Waiting'
        Wait-Until { (Get-OptosJob -Id $job.Id).LastError }
        Wait-OptosJob -Id $job.Id -TimeoutSeconds 1 -ErrorAction SilentlyContinue
        (Get-OptosJob -Id $job.Id).LastError | Should -BeLike '*nothing listens on that port*'
    }

    It 'stops a job and removes it' {
        $job = Send-OptosStudy -StudyInstanceUid $studyUid -AE DEAD -NoWait
        (Stop-OptosJob -Id $job.Id -PassThru).State | Should -Be 'Cancelled'
        Remove-OptosJob -Id $job.Id
        Get-OptosJob -Id $job.Id -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }

    It 'lists the instances of a job' {
        $job = Send-OptosStudy -StudyInstanceUid $studyUid -AE DEAD -NoWait
        @(Get-OptosJob -Id $job.Id -Item).Count | Should -Be $job.Total
        Stop-OptosJob -Id $job.Id
    }

    It 'does not send to a server without the service Storage' {
        New-OptosDicomAE -Name QUERY -AETitle QUERY -HostName 127.0.0.1 -Port $deadPort -Services QueryRetrieve
        { Send-OptosStudy -StudyInstanceUid $studyUid -AE QUERY -ErrorAction Stop } | Should -Throw '*service Storage*'
    }
}
