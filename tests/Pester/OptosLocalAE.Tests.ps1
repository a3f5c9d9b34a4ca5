BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $testHost = Start-TestHost
}
AfterAll { Stop-TestHost $testHost }

Describe 'OptosLocalAE' {
    It 'changes what is given and nothing else' {
        Set-OptosLocalAE -AETitle CLINIC1 -MaximumInboundAssociations 5
        $local = Get-OptosLocalAE
        $local.AETitle.Value | Should -Be 'CLINIC1'
        $local.MaximumInboundAssociations | Should -Be 5
        $local.Port | Should -Be $testHost.Port
    }

    It 'moves the listener at once' {
        $port = Get-FreePort
        (Set-OptosLocalAE -Port $port -PassThru).Port | Should -Be $port
        (Get-OptosDicomHost).Listeners[0].Port | Should -Be $port
    }

    It 'names a port that is taken, and keeps the old one' {
        $before = (Get-OptosLocalAE).Port
        $taken = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $taken.Start()
        try {
            { Set-OptosLocalAE -Port $taken.LocalEndpoint.Port -ErrorAction Stop } | Should -Throw -ErrorId 'OptosEndpointUnavailable*'
        }
        finally {
            $taken.Stop()
        }
        (Get-OptosLocalAE).Port | Should -Be $before
    }

    It 'refuses <Why>' -ForEach @(
        @{ Why = 'a port out of range'; Setting = @{ Port = 70000 }; Id = 'OptosInvalidConfiguration*' }
        @{ Why = 'no associations at all'; Setting = @{ MaximumInboundAssociations = 0 }; Id = 'OptosInvalidConfiguration*' }
        @{ Why = 'an AE title of 17 characters'; Setting = @{ AETitle = 'A2345678901234567' }; Id = 'CannotConvertArgument*' }
    ) {
        { Set-OptosLocalAE @Setting -ErrorAction Stop } | Should -Throw -ErrorId $Id
    }

    It 'wants something to set' {
        { Set-OptosLocalAE -ErrorAction Stop } | Should -Throw -ErrorId 'OptosNothingToSet*'
    }

    It 'changes nothing with -WhatIf' {
        Set-OptosLocalAE -AETitle NOTNOW -WhatIf
        (Get-OptosLocalAE).AETitle.Value | Should -Be 'CLINIC1'
    }
}
