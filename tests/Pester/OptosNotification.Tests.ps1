BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $testHost = Start-TestHost
}
AfterAll { Stop-TestHost $testHost }

Describe 'OptosNotification' {
    It 'keeps its settings' {
        Set-OptosNotification -Server mail.clinic.example -Port 587 -Security StartTls -From optos@clinic.example
        $notification = Get-OptosNotification
        $notification.Server | Should -Be 'mail.clinic.example'
        $notification.Port | Should -Be 587
        $notification.Security | Should -Be 'StartTls'
        $notification.From | Should -Be 'optos@clinic.example'
    }

    It 'keeps a password and never shows it' {
        $password = [System.Security.SecureString]::new()
        foreach ($character in 'hunter2'.ToCharArray()) { $password.AppendChar($character) }
        Set-OptosNotification -Credential ([pscredential]::new('optos', $password))
        $notification = Get-OptosNotification
        $notification.CredentialUserName | Should -Be 'optos'
        "$($notification.CredentialPassword)" | Should -Be '***'
        foreach ($file in [System.IO.Directory]::GetFiles($testHost.DataPath, '*.json')) {
            [System.IO.File]::ReadAllText($file) | Should -Not -Match 'hunter2'
        }
    }

    It 'removes a value with an empty text' {
        Set-OptosNotification -CredentialUserName '' -CredentialPassword ''
        (Get-OptosNotification).CredentialUserName | Should -BeNullOrEmpty
    }

    It 'says at which step a test message failed and what to do' {
        $free = Get-FreePort
        Set-OptosNotification -Server 127.0.0.1 -Port $free -Security None -From optos@clinic.example
        $result = Test-OptosNotification -To it@clinic.example
        $result.Success | Should -Be $false
        $result.Step | Should -Be 'Connection'
        $result.Message | Should -Match "127.0.0.1:$free"
        $result.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'shows what waits beside the settings' {
        (Get-OptosNotification).Status.Waiting | Should -Be 0
    }
}
