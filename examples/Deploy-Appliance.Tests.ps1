BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $deploy = Join-Path $PSScriptRoot 'Deploy-Appliance.ps1'
    $document = Join-Path $PSScriptRoot 'small-clinic.dsc.yaml'
    $data = New-TestFolder
    $install = New-TestFolder
    $site = @{ Document = $document; DataPath = $data; InstallPath = $install; NoService = $true; Parameters = @{ port = Get-FreePort; archiveHost = '127.0.0.1' } }

    # Runs the script as a task of a deployment system does: what it says, and its exit code.
    function Invoke-Deployment([hashtable] $Arguments) {
        $errors = $null
        $steps = @(& $deploy @Arguments -ErrorVariable errors -ErrorAction SilentlyContinue -WarningAction SilentlyContinue 2>$null)
        @{ Steps = $steps; ExitCode = $LASTEXITCODE }
    }

    function Get-Outcome($Run, [string] $Step) {
        ($Run.Steps | Where-Object { $_.Step -eq $Step } | Select-Object -First 1).Outcome
    }
}
AfterAll {
    Stop-OptosDicomHost -DataPath $data
    [System.IO.Directory]::Delete($data, $true)
    [System.IO.Directory]::Delete($install, $true)
}

Describe 'examples/Deploy-Appliance.ps1' {
    It 'starts nothing and changes nothing with WhatIf' {
        $run = Invoke-Deployment ($site + @{ WhatIf = $true })
        $run.ExitCode | Should -Be 0
        Get-Outcome $run 'Host' | Should -Be 'WhatIf'
        "$((Get-OptosDicomHost -DataPath $data).State)" | Should -Be 'Stopped'
    }

    It 'starts the host, applies the document and says that it is as wanted' {
        $run = Invoke-Deployment $site
        $run.ExitCode | Should -Be 0
        Get-Outcome $run 'Host' | Should -Be 'Started'
        Get-Outcome $run 'Document' | Should -Be 'Applied'
        Get-Outcome $run 'Test' | Should -Be 'InDesiredState'
        Get-Outcome $run 'Remote Archive' | Should -Be 'Silent'
        (Get-OptosLocalAE -DataPath $data).Port | Should -Be $site.Parameters.port
    }

    It 'leaves everything alone the second time' {
        $run = Invoke-Deployment $site
        $run.ExitCode | Should -Be 0
        Get-Outcome $run 'Host' | Should -Be 'Unchanged'
        Get-Outcome $run 'Document' | Should -Be 'Unchanged'
    }

    It 'shows with WhatIf what a running appliance would get, and leaves it' {
        Set-OptosPatientSearch -DataPath $data -MaximumQueryResults 7
        $run = Invoke-Deployment ($site + @{ WhatIf = $true })
        $run.ExitCode | Should -Be 0
        Get-Outcome $run 'Document' | Should -Be 'WhatIf'
        (Get-OptosPatientSearch -DataPath $data).MaximumQueryResults | Should -Be 7
    }

    It 'ends with 6 where a remote server is required and does not answer' {
        (Invoke-Deployment ($site + @{ RequireRemote = $true })).ExitCode | Should -Be 6
    }

    It 'ends with 4 where the document is not there or wrong, and changes nothing' {
        (Invoke-Deployment ($site + @{ ParametersPath = (Join-Path $data 'none.json') })).ExitCode | Should -Be 4
        $missing = $site.Clone()
        $missing.Document = Join-Path $data 'none.dsc.yaml'
        (Invoke-Deployment $missing).ExitCode | Should -Be 4
        $wrong = $site.Clone()
        $wrong.Document = Join-Path $data 'wrong.dsc.yaml'
        [System.IO.File]::WriteAllText($wrong.Document, [System.IO.File]::ReadAllText($document).Replace('maximumQueryResults', 'maximumResults'))
        (Invoke-Deployment $wrong).ExitCode | Should -Be 4
    }

    It 'installs a package, leaves it the second time, and replaces it by another while the host runs' {
        # In a process of its own, as a deployment system runs it: a session that has the module already would go on with that one.
        $module = [System.IO.Path]::GetFullPath([System.IO.Path]::Combine($PSScriptRoot, '..', 'artifacts', 'module', 'OptosAdvance.Dicom'))
        $folder = New-TestFolder
        $packages = foreach ($level in 'Fastest', 'NoCompression') {
            $zip = Join-Path $folder "$level.zip"
            [System.IO.Compression.ZipFile]::CreateFromDirectory($module, $zip, $level, $true)
            $zip
        }

        $shell = (Get-Process -Id $PID).Path
        $plain = if ((Split-Path -Leaf $shell) -like 'optos*') { '--no-module' } else { '-NoProfile' }
        $place = Join-Path $folder 'install'
        $state = Join-Path $folder 'data'
        $run = { param($Package) (& $shell $plain -File $deploy -Document $document -ParametersPath $values -DataPath $state -InstallPath $place -NoService -Package $Package | Out-String) }
        $values = Join-Path $folder 'values.json'
        [System.IO.File]::WriteAllText($values, '{"parameters":{"port":' + (Get-FreePort) + ',"archiveHost":"127.0.0.1"}}')
        try {
            $said = & $run $packages[0]
            $LASTEXITCODE | Should -Be 0
            $said | Should -Match 'Package\s+Installed'
            $first = Get-OptosDicomHost -DataPath $state
            $first.ProcessId | Should -BeGreaterThan 0

            $said = & $run $packages[0]
            $LASTEXITCODE | Should -Be 0
            $said | Should -Match 'Package\s+Unchanged'
            (Get-OptosDicomHost -DataPath $state).ProcessId | Should -Be $first.ProcessId

            $said = & $run $packages[1]
            $LASTEXITCODE | Should -Be 0
            $said | Should -Match 'Package\s+Installed'
            (Get-OptosDicomHost -DataPath $state).ProcessId | Should -Not -Be $first.ProcessId
            @(Get-ChildItem -LiteralPath $place).Name | Should -Be 'OptosAdvance.Dicom'
        }
        finally {
            Stop-OptosDicomHost -DataPath $state
            [System.IO.Directory]::Delete($folder, $true)
        }
    }

    It 'ends with 2 where the package is none' {
        $package = Join-Path $data 'package.zip'
        (Invoke-Deployment ($site + @{ Package = $package })).ExitCode | Should -Be 2
        [System.IO.File]::WriteAllText($package, 'no zip')
        (Invoke-Deployment ($site + @{ Package = $package })).ExitCode | Should -Be 2
        @(Get-ChildItem -LiteralPath $install).Count | Should -Be 0
    }
}
