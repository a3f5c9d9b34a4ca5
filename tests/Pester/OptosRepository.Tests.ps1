BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $testHost = Start-TestHost
}
AfterAll { Stop-TestHost $testHost }

Describe 'OptosRepository' {
    It 'takes a percentage that is typed bare' {
        Set-OptosRepository -CriticalWatermark 4%
        "$((Get-OptosRepository).CriticalWatermark)" | Should -Be '4%'
    }

    It 'takes sizes that are typed bare' {
        Set-OptosRepository -LowWatermark 20MB -HighWatermark 40MB -CriticalWatermark 10MB
        "$((Get-OptosRepository).LowWatermark)" | Should -Be '20MB'
    }

    It 'refuses a number without a unit' {
        { Set-OptosRepository -CriticalWatermark 5 } | Should -Throw -ErrorId 'ParameterArgumentTransformationError*'
    }

    It 'refuses watermarks that are out of order' {
        { Set-OptosRepository -CriticalWatermark 50MB -ErrorAction Stop } | Should -Throw -ErrorId 'OptosInvalidConfiguration*'
        "$((Get-OptosRepository).CriticalWatermark)" | Should -Be '10MB'
    }

    It 'keeps <Name> as <Value>' -ForEach @(
        @{ Name = 'ProtectedStudies'; Value = 7 }
        @{ Name = 'CheckIntervalSeconds'; Value = 30 }
        @{ Name = 'PurgeBatchSize'; Value = 3 }
        @{ Name = 'SpareFilesMegabytes'; Value = 256 }
        @{ Name = 'ActivityRetentionDays'; Value = 365 }
        @{ Name = 'PurgePolicy'; Value = 'CommittedOnly' }
        @{ Name = 'CpuIdleWatermark'; Value = '45%' }
        @{ Name = 'Durability'; Value = 'OperatingSystem' }
    ) {
        $setting = @{ $Name = $Value }
        Set-OptosRepository @setting
        "$((Get-OptosRepository).$Name)" | Should -Be "$Value"
    }
}
