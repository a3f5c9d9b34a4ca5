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

    It 'sends a test message to a receiver' {
        $receiver = [System.Net.Sockets.UdpClient]::new([System.Net.IPEndPoint]::new([System.Net.IPAddress]::Loopback, 0))
        try {
            Set-OptosAudit -Server 127.0.0.1 -Port $receiver.Client.LocalEndPoint.Port -Transport Udp
            (Test-OptosAudit).Success | Should -Be $true
            $receiver.Client.ReceiveTimeout = 30000
            $from = [System.Net.IPEndPoint]::new([System.Net.IPAddress]::Any, 0)
            $text = ''
            while ($text -notmatch ' TEST ') { $text = [System.Text.Encoding]::UTF8.GetString($receiver.Receive([ref] $from)) }
            $text | Should -Match '^<86>1 .* optosd [0-9]+ TEST - .*Test of the audit messages of optos-1'
        }
        finally { $receiver.Dispose() }
    }
}
