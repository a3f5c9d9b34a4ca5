BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $testHost = Start-TestHost
    $photographs = New-TestPhotograph -Studies 3
    $imported = Import-OptosStudy $photographs
}
AfterAll {
    Stop-TestHost $testHost
    [System.IO.Directory]::Delete($photographs, $true)
}

Describe 'OptosStudy' {
    It 'imports a folder' {
        $imported.Failed | Should -Be 0
        $imported.StudyInstanceUid.Count | Should -Be 3
        $imported.Imported | Should -Be @(Find-OptosStudy | Get-OptosStudy -Instance).Count
    }

    It 'reports a bad file and imports the rest' {
        $folder = New-TestFolder
        try {
            [System.IO.File]::WriteAllText([System.IO.Path]::Combine($folder, 'broken.dcm'), 'not DICOM')
            $good = @([System.IO.Directory]::GetFiles($photographs, '*.dcm', 'AllDirectories'))[0]
            $result = Import-OptosStudy $good, ([System.IO.Path]::Combine($folder, 'broken.dcm')) -ErrorVariable problems -ErrorAction SilentlyContinue
            $result.Imported | Should -Be 1
            $result.Failed | Should -Be 1
            $problems[0].FullyQualifiedErrorId | Should -BeLike 'OptosImportFailed*'
            $problems[0].TargetObject | Should -BeLike '*broken.dcm'
        }
        finally {
            [System.IO.Directory]::Delete($folder, $true)
        }
    }

    It 'finds studies by each key' {
        $study = @(Find-OptosStudy)[0]
        (Find-OptosStudy -PatientId $study.PatientId).StudyInstanceUid | Should -Contain $study.StudyInstanceUid
        (Find-OptosStudy -PatientName $study.PatientName.ToLowerInvariant()).StudyInstanceUid | Should -Contain $study.StudyInstanceUid
        (Find-OptosStudy -StudyDate $study.StudyDate).StudyInstanceUid | Should -Contain $study.StudyInstanceUid
        (Find-OptosStudy -Modality $study.Modalities[0]).StudyInstanceUid | Should -Contain $study.StudyInstanceUid
        (Find-OptosStudy -StudyInstanceUid $study.StudyInstanceUid).PatientId | Should -Be $study.PatientId
        Find-OptosStudy -PatientId NOBODY | Should -BeNullOrEmpty
    }

    It 'warns when more exist' {
        $found = @(Find-OptosStudy -First 2 -WarningVariable warnings -WarningAction SilentlyContinue)
        $found.Count | Should -Be 2
        "$warnings" | Should -BeLike '*More studies*'
    }

    It 'shows series and instances' {
        $study = @(Find-OptosStudy)[0]
        $detail = $study | Get-OptosStudy
        $detail.PatientId | Should -Be $study.PatientId
        $detail.Series.Count | Should -Be $study.Series
        @($study | Get-OptosStudy -Instance).Count | Should -Be $study.Instances
        ($study | Get-OptosStudy -Series | ForEach-Object StudyInstanceUid) | Should -Contain $study.StudyInstanceUid
    }

    It 'exports the files of a study' {
        $folder = New-TestFolder
        try {
            $study = @(Find-OptosStudy)[0]
            $result = $study | Export-OptosStudy -Destination $folder
            $result.Exported | Should -Be $study.Instances
            @([System.IO.Directory]::GetFiles($folder, '*', 'AllDirectories')).Count | Should -Be $study.Instances
        }
        finally {
            [System.IO.Directory]::Delete($folder, $true)
        }
    }

    It 'writes media with a DICOMDIR' {
        $folder = New-TestFolder
        try {
            [void](Find-OptosStudy | Export-OptosStudy -Destination $folder -AsMedia)
            [System.IO.File]::Exists([System.IO.Path]::Combine($folder, 'DICOMDIR')) | Should -BeTrue
        }
        finally {
            [System.IO.Directory]::Delete($folder, $true)
        }
    }

    It 'protects a study and lifts the protection' {
        $study = @(Find-OptosStudy)[0]
        ($study | Protect-OptosStudy -PassThru).IsProtected | Should -BeTrue
        (Find-OptosStudy -IsProtected $true).StudyInstanceUid | Should -Be $study.StudyInstanceUid
        $study | Unprotect-OptosStudy
        Find-OptosStudy -IsProtected $true | Should -BeNullOrEmpty
    }

    It 'says which study it does not hold' {
        { Get-OptosStudy 1.2.3.4.5 -ErrorAction Stop } | Should -Throw -ErrorId 'OptosNotFound*'
    }

    It 'removes a study, and nothing with -WhatIf' {
        $study = @(Find-OptosStudy)[0]
        $study | Remove-OptosStudy -WhatIf
        @(Find-OptosStudy).Count | Should -Be 3
        $study | Remove-OptosStudy -Confirm:$false
        (Find-OptosStudy).StudyInstanceUid | Should -Not -Contain $study.StudyInstanceUid
    }
}
