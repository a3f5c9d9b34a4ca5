BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $testHost = Start-TestHost
    $folder = New-TestFolder
    $site = [System.IO.Path]::Combine($folder, 'site.dsc.yaml')
    [System.IO.File]::WriteAllText($site, @'
$schema: https://aka.ms/dsc/schemas/v3/bundled/config/document.json
parameters:
  results: { type: int, defaultValue: 7 }
resources:
- name: search
  type: OptosAdvance.Dicom/PatientSearch
  properties:
    maximumQueryResults: "[parameters('results')]"
- name: pacs
  type: OptosAdvance.Dicom/RemoteAE
  properties: { name: PACS1, aeTitle: PACS, hostName: pacs.example, port: 104, services: [Storage] }
'@)
}
AfterAll {
    Stop-TestHost $testHost
    [System.IO.Directory]::Delete($folder, $true)
}

Describe 'OptosConfiguration' {
    It 'says what differs, with the line that wants it' {
        $result = Test-OptosConfiguration $site
        $result.InDesiredState | Should -Be $false
        $difference = $result.Differences | Where-Object { $_.Property -eq 'MaximumQueryResults' }
        $difference.Desired | Should -Be '7'
        $difference.Actual | Should -Be '100'
        $difference.Line | Should -Be 8
    }

    It 'changes nothing with WhatIf' {
        Import-OptosConfiguration $site -WhatIf
        (Get-OptosPatientSearch).MaximumQueryResults | Should -Be 100
    }

    It 'makes the appliance as the document wants it, and the second time changes nothing' {
        (Import-OptosConfiguration $site).InDesiredState | Should -Be $true
        (Get-OptosPatientSearch).MaximumQueryResults | Should -Be 7
        (Get-OptosDicomAE -Name PACS1).Port | Should -Be 104
        (Import-OptosConfiguration $site).Differences.Count | Should -Be 0
    }

    It 'takes parameters' {
        (Test-OptosConfiguration $site -Parameters @{ results = 8 }).Differences[0].Desired | Should -Be '8'
        { Test-OptosConfiguration $site -Parameters @{ result = 8 } -ErrorAction Stop } | Should -Throw -ErrorId 'OptosInvalidDocument*'
    }

    It 'exports a document that imports to no change' {
        $path = [System.IO.Path]::Combine($folder, 'export.dsc.yaml')
        Export-OptosConfiguration $path
        (Test-OptosConfiguration $path).InDesiredState | Should -Be $true
        Compare-OptosConfiguration $path | Should -BeNullOrEmpty
    }

    It 'refuses a document that is wrong and says where' {
        $wrong = [System.IO.Path]::Combine($folder, 'wrong.dsc.yaml')
        [System.IO.File]::WriteAllText($wrong, [System.IO.File]::ReadAllText($site).Replace('aeTitle', 'aeTitel'))
        { Import-OptosConfiguration $wrong -ErrorAction Stop } | Should -Throw -ExpectedMessage "*wrong.dsc.yaml(11,30)*did you mean 'aeTitle'*"
    }
}

Describe 'OptosDesiredConfiguration' {
    It 'puts back what is changed by hand, and says who changed it' {
        (Set-OptosDesiredConfiguration $site -Mode AutoCorrect -IntervalSeconds 5).State | Should -Be 'InDesiredState'
        $warning = $null
        Set-OptosPatientSearch -MaximumQueryResults 9 -WarningVariable warning -WarningAction SilentlyContinue
        $warning[0].ToString() | Should -BeLike '*will be put back*'
        Wait-Until { (Get-OptosPatientSearch).MaximumQueryResults -eq 7 }
        Wait-Until { (Get-OptosConfigurationStatus).History.Count -eq 1 }
        $drift = (Get-OptosConfigurationStatus).History[0]
        $drift.Actual | Should -Be '9'
        $drift.Desired | Should -Be '7'
        $drift.ChangedBy | Should -Not -BeNullOrEmpty
        @(Get-OptosActivity -Kind DesiredState | Where-Object { $_.Message -like 'Put back: PatientSearch.MaximumQueryResults from 9 to 7*' }).Count | Should -Be 1
    }

    It 'with AuditOnly reports drift and leaves it' {
        [void](Set-OptosDesiredConfiguration $site -Mode AuditOnly -IntervalSeconds 5)
        Set-OptosPatientSearch -MaximumQueryResults 9 -WarningAction SilentlyContinue
        Wait-Until { (Get-OptosConfigurationStatus).State -eq 'Drifted' }
        (Get-OptosPatientSearch).MaximumQueryResults | Should -Be 9
        (Get-OptosConfigurationStatus).Drift[0].Property | Should -Be 'MaximumQueryResults'
    }

    It 'shows what is held, and ends holding it' {
        (Get-OptosDesiredConfiguration).Source.Path | Should -Be $site
        Clear-OptosDesiredConfiguration
        Get-OptosDesiredConfiguration | Should -BeNullOrEmpty
        (Get-OptosConfigurationStatus).State | Should -Be 'NotManaged'
    }
}
