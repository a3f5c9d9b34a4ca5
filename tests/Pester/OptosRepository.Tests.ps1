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

Describe 'OptosRepository whose index is gone' {
    BeforeAll {
        $photographs = New-TestPhotograph -Studies 2
        [void](Import-OptosStudy $photographs)
        $before = @(Find-OptosStudy | Sort-Object StudyInstanceUid | ForEach-Object StudyInstanceUid)
        Stop-OptosDicomHost
        foreach ($file in [System.IO.Directory]::GetFiles($testHost.DataPath, 'index.db*')) { [System.IO.File]::Delete($file) }
        Start-OptosDicomHost -DataPath $testHost.DataPath
    }
    AfterAll { [System.IO.Directory]::Delete($photographs, $true) }

    It 'finds every study again, and says that it had to' {
        Wait-Until { (Get-OptosRepository).Status.IsIndexed }
        $after = @(Find-OptosStudy -WarningVariable warnings | Sort-Object StudyInstanceUid | ForEach-Object StudyInstanceUid)
        $after.Count | Should -Be 2
        $after | Should -Be $before
        "$warnings" | Should -Be ''
        Wait-Until { Get-OptosActivity -Kind Host | Where-Object Message -Like 'Taken into the index*of 2 studies.' }
    }
}
