BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $testHost = Start-TestHost
}
AfterAll { Stop-TestHost $testHost }

Describe 'OptosStreaming' {
    It 'keeps its settings' {
        Set-OptosStreaming -AETitle STREAM1 -Port 11213 -MaximumInboundAssociations 3 -MaximumOutboundAssociations 4
        $streaming = Get-OptosStreaming
        $streaming.AETitle.Value | Should -Be 'STREAM1'
        $streaming.Port | Should -Be 11213
        $streaming.MaximumInboundAssociations | Should -Be 3
        $streaming.MaximumOutboundAssociations | Should -Be 4
        $streaming.Enabled | Should -BeFalse
    }

    It 'refuses the port of the local AE' {
        { Set-OptosStreaming -Port $testHost.Port -ErrorAction Stop } | Should -Throw -ErrorId 'OptosInvalidConfiguration*'
    }

    It 'takes settings from the pipeline by name' {
        [pscustomobject]@{ Port = 11214 } | Set-OptosStreaming
        (Get-OptosStreaming).Port | Should -Be 11214
    }
}
