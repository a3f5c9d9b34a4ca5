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
}
