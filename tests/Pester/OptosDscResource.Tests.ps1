BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $testHost = Start-TestHost
    $module = Get-Module OptosAdvance.Dicom | Select-Object -First 1

    # The classes have names within the module, and in scripts that begin with "using module".
    function Invoke-InModule([scriptblock] $Script) { & $module $Script }

    # Runs optosdsc as DSC does; what it says, as objects.
    function Invoke-OptosDsc([string] $Operation, [string] $Resource, [string] $Properties = '{}') {
        $name = if ([System.IO.Path]::DirectorySeparatorChar -eq '\') { 'optosdsc.exe' } else { 'optosdsc' }
        $program = [System.IO.Path]::Combine($module.ModuleBase, 'dsc', $name)
        $lines = $Properties | & $program $Operation $Resource --data $testHost.DataPath 2>$null
        @($lines | ForEach-Object { ConvertFrom-Json $_ })
    }
}
AfterAll { Stop-TestHost $testHost }

Describe 'Class-based resources' {
    It 'are named by the manifest of the module' {
        $data = Import-PowerShellDataFile ([System.IO.Path]::Combine($module.ModuleBase, 'OptosAdvance.Dicom.psd1'))
        @($data.DscResourcesToExport).Count | Should -Be 8
        foreach ($name in $data.DscResourcesToExport) {
            $instance = Invoke-InModule ([scriptblock]::Create("[$name]::new()"))
            $instance.GetType().Name | Should -Be $name
        }
    }

    It 'test, set and get' {
        $outcome = Invoke-InModule {
            $wanted = [OptosDicomRepository]@{ IsSingleInstance = 'Yes'; CriticalWatermark = '4.0 %'; PurgeBatchSize = 5 }
            $wanted.Test()
            $wanted.Set()
            $wanted.Test()
            $wanted.Get().CriticalWatermark
        }
        $outcome | Should -Be @($false, $true, '4%')
        (Get-OptosRepository).PurgeBatchSize | Should -Be 5
    }

    It 'say why a state is not the wanted one' {
        $reasons = Invoke-InModule { ([OptosDicomRemoteAE]@{ Name = 'NOBODY'; AETitle = 'X' }).Get().Reasons }
        $reasons[0].Phrase | Should -Be 'It does not exist.'
    }
}

Describe 'optosdsc' {
    It 'reads what a cmdlet has set' {
        Set-OptosPatientSearch -MaximumQueryResults 77
        (Invoke-OptosDsc get PatientSearch).maximumQueryResults | Should -Be 77
    }

    It 'sets what a cmdlet reads' {
        (Invoke-OptosDsc set RemoteAE '{"name":"PACS9","aeTitle":"PACS","hostName":"pacs.example","port":104}')[0]._exist | Should -Be $true
        (Get-OptosDicomAE -Name PACS9).Port | Should -Be 104
    }

    It 'compares by meaning' {
        Set-OptosRepository -CriticalWatermark 5%
        (Invoke-OptosDsc test Repository '{"criticalWatermark":"5.0 %"}')[0]._inDesiredState | Should -Be $true
    }
}
