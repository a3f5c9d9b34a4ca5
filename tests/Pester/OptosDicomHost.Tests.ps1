BeforeAll { . "$PSScriptRoot/Common.ps1" }

Describe 'OptosDicomHost' {
    BeforeAll {
        $folder = New-TestFolder
    }
    AfterAll {
        Stop-OptosDicomHost -DataPath $folder
        [System.IO.Directory]::Delete($folder, $true)
    }

    It 'shows a host that does not run as stopped' {
        (Get-OptosDicomHost -DataPath $folder).State | Should -Be 'Stopped'
    }

    It 'starts nothing with -WhatIf' {
        Start-OptosDicomHost -DataPath $folder -WhatIf
        (Get-OptosDicomHost -DataPath $folder).State | Should -Be 'Stopped'
    }

    It 'says that the host does not run, and how to start it' {
        { Get-OptosLocalAE -DataPath $folder } | Should -Throw -ErrorId 'OptosHostNotRunning*'
    }

    It 'starts a host that later commands talk to' {
        $started = Start-OptosDicomHost -DataPath $folder -PassThru
        $started.ProcessId | Should -BeGreaterThan 0
        (Get-OptosDicomHost).ProcessId | Should -Be $started.ProcessId
        (Get-OptosDicomHost).DataDirectory | Should -Be $started.DataDirectory
    }

    It 'leaves a host that runs as it is' {
        $before = (Get-OptosDicomHost).ProcessId
        Start-OptosDicomHost -DataPath $folder
        (Get-OptosDicomHost).ProcessId | Should -Be $before
    }

    It 'restarts it as another process with the same settings' {
        Set-OptosLocalAE -Port (Get-FreePort) -AETitle RESTARTED
        $before = (Get-OptosDicomHost).ProcessId
        Restart-OptosDicomHost
        (Get-OptosDicomHost).ProcessId | Should -Not -Be $before
        (Get-OptosLocalAE).AETitle.Value | Should -Be 'RESTARTED'
    }

    It 'shows listeners and the volume' {
        $status = Get-OptosDicomHost
        $status.State | Should -Be 'Running'
        $status.Listeners[0].AETitle | Should -Be 'RESTARTED'
        $status.Repository.FreeBytes | Should -BeGreaterThan 0
    }

    It 'stops it, and does not mind to stop it twice' {
        Stop-OptosDicomHost
        Stop-OptosDicomHost
        (Get-OptosDicomHost).State | Should -Be 'Stopped'
    }
}
