@{
    RootModule             = 'OptosAdvance.Dicom.psm1'
    ModuleVersion          = '0.1.0'
    GUID                   = '6f1f8c0e-2b7a-4f4e-9a53-0d9e6c1f7b42'
    Author                 = 'OptosAdvance'
    CompanyName            = 'OptosAdvance'
    Copyright              = '(c) OptosAdvance'
    Description            = 'Runs and configures the OptosAdvance DICOM appliance: a storage service for ophthalmic images with its repository, remote servers, search and activity log.'
    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    CompatiblePSEditions   = @('Core', 'Desktop')
    FormatsToProcess       = @('OptosAdvance.Dicom.format.ps1xml')
    TypesToProcess         = @('OptosAdvance.Dicom.types.ps1xml')
    FunctionsToExport      = @()
    CmdletsToExport        = @(
        'Get-OptosDicomHost',
        'Restart-OptosDicomHost',
        'Start-OptosDicomHost',
        'Stop-OptosDicomHost',
        'Get-OptosLocalAE',
        'Set-OptosLocalAE',
        'Get-OptosRepository',
        'Invoke-OptosPurge',
        'Set-OptosRepository',
        'Get-OptosPatientSearch',
        'Set-OptosPatientSearch',
        'Get-OptosStreaming',
        'Set-OptosStreaming',
        'Get-OptosNotification',
        'Set-OptosNotification',
        'Test-OptosNotification',
        'Get-OptosAudit',
        'Set-OptosAudit',
        'Test-OptosAudit',
        'Get-OptosDicomAE',
        'New-OptosDicomAE',
        'Remove-OptosDicomAE',
        'Set-OptosDicomAE',
        'Test-OptosDicomAE',
        'Clear-OptosDesiredConfiguration',
        'Get-OptosConfigurationStatus',
        'Get-OptosDesiredConfiguration',
        'Set-OptosDesiredConfiguration',
        'Compare-OptosConfiguration',
        'Export-OptosConfiguration',
        'Import-OptosConfiguration',
        'Test-OptosConfiguration',
        'Export-OptosStudy',
        'Find-OptosInstance',
        'Find-OptosSeries',
        'Find-OptosStudy',
        'Find-OptosWorklistItem',
        'Get-OptosStudy',
        'Import-OptosStudy',
        'Protect-OptosStudy',
        'Receive-OptosStudy',
        'Remove-OptosStudy',
        'Send-OptosStudy',
        'Unprotect-OptosStudy',
        'Get-OptosStorageCommitment',
        'Request-OptosStorageCommitment',
        'Get-OptosJob',
        'Remove-OptosJob',
        'Resume-OptosJob',
        'Stop-OptosJob',
        'Wait-OptosJob',
        'Get-OptosActivity',
        'Get-OptosRefusedCaller'
    )
    DscResourcesToExport   = @(
        'OptosDicomHost',
        'OptosDicomLocalAE',
        'OptosDicomStreaming',
        'OptosDicomRepository',
        'OptosDicomPatientSearch',
        'OptosDicomNotification',
        'OptosDicomAudit',
        'OptosDicomRemoteAE'
    )
    VariablesToExport      = @()
    AliasesToExport        = @()
    PrivateData            = @{
        PSData = @{
            Tags         = @('DICOM', 'PACS', 'ophthalmology', 'medical-imaging', 'DSC', 'DSCResource', 'PSEdition_Core', 'PSEdition_Desktop', 'Windows', 'Linux')
            ReleaseNotes = 'The appliance receives, keeps, finds, imports and exports studies.'
        }
    }
}
