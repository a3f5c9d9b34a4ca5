BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $testHost = Start-TestHost
}
AfterAll { Stop-TestHost $testHost }

Describe 'OptosAudit' {
    It 'sends nothing while there is no server' {
        (Get-OptosAudit).Server | Should -BeNullOrEmpty
    }

    It 'keeps its settings' {
        Set-OptosAudit -Server 127.0.0.1 -Port 5514 -Transport Udp -SourceId optos-1 -EnterpriseSiteId 'Eye clinic'
        $audit = Get-OptosAudit
        $audit.Server | Should -Be '127.0.0.1'
        $audit.Port | Should -Be 5514
        $audit.Transport | Should -Be 'Udp'
        $audit.SourceId | Should -Be 'optos-1'
        $audit.EnterpriseSiteId | Should -Be 'Eye clinic'
    }

    It 'refuses certificates with a transport that has no TLS' {
        { Set-OptosAudit -TlsCertificatePath /etc/a.pem -ErrorAction Stop } | Should -Throw '*Udp*'
    }

    It 'takes the port of the transport again with an empty value' {
        Set-OptosAudit -Port $null
        (Get-OptosAudit).Port | Should -BeNullOrEmpty
    }
}
