# Loads the cmdlets. Their dependencies must neither meet those of other modules nor disturb them: PowerShell 7 loads all of them
# in an assembly load context of the module's own, Windows PowerShell resolves them from the module's folder.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$cmdletAssembly = 'OptosAdvance.Dicom.PowerShell'
$contextName = 'OptosAdvance.Dicom'
$assembly = $null
$isReload = $false

if ($PSVersionTable.PSEdition -eq 'Core') {
    $bin = [System.IO.Path]::Combine($PSScriptRoot, 'bin', 'net8.0')
    $context = $null
    foreach ($each in [System.Runtime.Loader.AssemblyLoadContext]::All) {
        if ($each.Name -eq $contextName) { $context = $each }
    }

    $isReload = $null -ne $context
    if (-not $isReload) {
        $context = [System.Runtime.Loader.AssemblyLoadContext]::new($contextName)
        $runtime = [System.IO.Path]::GetDirectoryName([object].Assembly.Location)
        foreach ($file in [System.IO.Directory]::GetFiles($bin, '*.dll')) {
            # What the platform has in this version or a newer one is the platform's: its types must be those that its own libraries use.
            $platform = [System.IO.Path]::Combine($runtime, [System.IO.Path]::GetFileName($file))
            if ([System.IO.File]::Exists($platform) -and
                [System.Reflection.AssemblyName]::GetAssemblyName($platform).Version -ge [System.Reflection.AssemblyName]::GetAssemblyName($file).Version) {
                continue
            }

            # A context looks among what it has loaded before it asks anybody else, so a version that another module brought does not matter.
            [void]$context.LoadFromAssemblyPath($file)
        }
    }

    foreach ($each in $context.Assemblies) {
        if ($each.GetName().Name -eq $cmdletAssembly) { $assembly = $each }
    }
}
else {
    $bin = [System.IO.Path]::Combine($PSScriptRoot, 'bin', 'netstandard2.0')
    $assembly = [System.Reflection.Assembly]::LoadFrom([System.IO.Path]::Combine($bin, "$cmdletAssembly.dll"))
    $assembly.GetType('OptosAdvance.Dicom.PowerShell.FolderResolver')::Install()
}

# Types of a context of its own have no names in scripts: these are the ones that a script may want.
$accelerators = [psobject].Assembly.GetType('System.Management.Automation.TypeAccelerators')
foreach ($type in $assembly.GetType('OptosAdvance.Dicom.PowerShell.ScriptTypes')::All) {
    if (-not $accelerators::Get.ContainsKey($type.FullName)) { $accelerators::Add($type.FullName, $type) }
}

$inner = Import-Module -Assembly $assembly -PassThru
if ($isReload) {
    # An assembly that was imported before is taken from a cache that forgets to add its cmdlets to the module that imports it
    # (https://github.com/PowerShell/PowerShell/issues/20710).
    $add = [System.Management.Automation.PSModuleInfo].GetMethod('AddExportedCmdlet', [System.Reflection.BindingFlags]'Instance, NonPublic')
    foreach ($cmdlet in $inner.ExportedCmdlets.Values) {
        [void]$add.Invoke($ExecutionContext.SessionState.Module, @(, $cmdlet))
    }
}

# Resources of PowerShell DSC (Invoke-DscResource, machine configuration, the PowerShell adapter of DSC v3). Where DSC v3 is at hand, the resources
# of dsc/ do the same in a fraction of the time. They are in this file because the adapter looks for them in a file with the module's name, and
# looks at nothing but its text: so properties have types that PowerShell itself has, and what they do is done by the cmdlets.

# Why a state is not the wanted one, for reports of compliance.
class OptosDicomReason {
    [DscProperty()] [string] $Code
    [DscProperty()] [string] $Phrase
}

# Get, Test and Set, written once. A resource says only how its settings are read and changed. What is not given is not managed.
class OptosDicomResource {
    hidden static [string[]] $NotSettings = @('IsSingleInstance', 'Name', 'Ensure', 'Reasons')

    # The settings as the cmdlet gives them; $null when the instance does not exist.
    hidden [object] Read() {
        throw 'A resource reads its own settings.'
    }

    hidden [void] Change([hashtable] $wanted) {
        throw 'A resource changes its own settings.'
    }

    hidden [hashtable] Wanted() {
        $wanted = @{}
        foreach ($property in $this.PSObject.Properties) {
            if ($property.Name -notin [OptosDicomResource]::NotSettings -and $null -ne $property.Value) {
                $wanted[$property.Name] = if ($property.Value -is [pscredential]) { $property.Value.Password } else { $property.Value }
            }
        }

        return $wanted
    }

    hidden [bool] IsUnwanted() {
        $ensure = $this.PSObject.Properties['Ensure']
        return $null -ne $ensure -and $ensure.Value -eq 'Absent'
    }

    # Differences by meaning, as the host would see them: 5.0 % is 5%.
    hidden [object[]] Differences([object] $current) {
        return @(([type]'OptosAdvance.Dicom.PowerShell.SettingsDifference')::Of($current, $this.Wanted()))
    }

    hidden [OptosDicomReason[]] Why([object] $current) {
        $name = $this.GetType().Name
        if ($this.IsUnwanted() -or $null -eq $current) {
            if ($this.IsUnwanted() -eq ($null -eq $current)) { return @() }
            return @([OptosDicomReason]@{ Code = "${name}:${name}:Ensure"; Phrase = if ($null -eq $current) { 'It does not exist.' } else { 'It exists.' } })
        }

        return @($this.Differences($current) | ForEach-Object {
                $before = if ($null -eq $_.Before) { 'not set' } else { $_.Before }
                $after = if ($null -eq $_.After) { 'not set' } else { $_.After }
                [OptosDicomReason]@{ Code = "${name}:${name}:$($_.Property)"; Phrase = "$($_.Property) is $before; wanted is $after." }
            })
    }

    hidden [bool] IsInDesiredState() {
        return $this.Why($this.Read()).Count -eq 0
    }

    hidden [void] Bring() {
        $current = $this.Read()
        $wanted = $this.Wanted()
        if ($this.IsUnwanted()) {
            if ($null -ne $current) { $this.Change(@{}) }
        }
        elseif ($null -eq $current) {
            $this.Change($wanted)
        }
        else {
            # Secrets cannot be read, so the host is left to find out whether they differ.
            $wrong = @($this.Differences($current) | ForEach-Object Property)
            $given = @{}
            foreach ($name in $wanted.Keys) {
                if ($name -in $wrong -or $wanted[$name] -is [securestring]) { $given[$name] = $wanted[$name] }
            }

            if ($given.Count -gt 0) { $this.Change($given) }
        }
    }

    hidden [object] Report() {
        $current = $this.Read()
        $report = [Activator]::CreateInstance($this.GetType())
        foreach ($property in $this.PSObject.Properties) {
            if ($property.Name -in 'IsSingleInstance', 'Name') {
                $report.($property.Name) = $property.Value
            }
            elseif ($property.Name -eq 'Ensure') {
                $report.Ensure = if ($null -eq $current) { 'Absent' } else { 'Present' }
            }
            elseif ($null -ne $current -and $property.Name -notin [OptosDicomResource]::NotSettings) {
                $value = $current.($property.Name)
                if ($null -eq $value -or "$value" -eq '***') { continue }
                $report.($property.Name) = if ($value -is [int] -or $value -is [bool]) { $value }
                elseif ($property.Name -eq 'Services') { @("$value" -split ', ' | Where-Object { $_ -ne 'None' }) }
                else { "$value" }
            }
        }

        $report.Reasons = $this.Why($current)
        return $report
    }
}

# The host itself: running or not, with which data directory. Whether it is a service is for the resource OptosAdvance.Dicom/Host of DSC v3.
[DscResource()]
class OptosDicomHost {
    # There is one; the key says so.
    [DscProperty(Key)] [ValidateSet('Yes')] [string] $IsSingleInstance

    # Whether the host runs.
    [DscProperty()] [Nullable[bool]] $Running

    # Its data directory; the default of the machine when it is not given.
    [DscProperty()] [string] $DataDirectory

    # Version of the running host.
    [DscProperty(NotConfigurable)] [string] $Version

    # Why the state is not the wanted one.
    [DscProperty(NotConfigurable)] [OptosDicomReason[]] $Reasons

    [OptosDicomHost] Get() {
        $status = $this.Status()
        $runs = "$($status.State)" -ne 'Stopped'
        $report = [OptosDicomHost]@{ IsSingleInstance = 'Yes'; Running = $runs; DataDirectory = $status.DataDirectory; Version = $status.Version }
        if ($null -ne $this.Running -and $this.Running -ne $runs) {
            $report.Reasons = @([OptosDicomReason]@{ Code = 'OptosDicomHost:OptosDicomHost:Running'; Phrase = if ($runs) { 'The host runs.' } else { 'The host does not run.' } })
        }

        return $report
    }

    [bool] Test() {
        return $null -eq $this.Get().Reasons
    }

    [void] Set() {
        if ($this.Test()) { return }
        $where = $this.Where()
        if ($this.Running) { Start-OptosDicomHost @where } else { Stop-OptosDicomHost @where }
    }

    static [OptosDicomHost[]] Export() {
        return @(([OptosDicomHost]@{ IsSingleInstance = 'Yes' }).Get())
    }

    hidden [object] Status() {
        $where = $this.Where()
        return Get-OptosDicomHost @where
    }

    hidden [hashtable] Where() {
        if ($this.DataDirectory) { return @{ DataPath = $this.DataDirectory } }
        return @{}
    }
}

# The local storage AE: title, endpoint, limits, who may call, TLS.
[DscResource()]
class OptosDicomLocalAE : OptosDicomResource {
    # There is one; the key says so.
    [DscProperty(Key)] [ValidateSet('Yes')] [string] $IsSingleInstance

    # AE title of the local storage service.
    [DscProperty()] [string] $AETitle

    # IP address of the TCP/IP endpoint that the server listens at; * for all.
    [DscProperty()] [string] $HostName

    # TCP port that the server listens at.
    [DscProperty()] [Nullable[int]] $Port

    # Maximum number of associations that the server executes concurrently.
    [DscProperty()] [Nullable[int]] $MaximumInboundAssociations

    # Maximum number of associations that the host opens to remote servers concurrently.
    [DscProperty()] [Nullable[int]] $MaximumOutboundAssociations

    # Who may call: Any, Known (a configured remote AE title), KnownHost (and its address).
    [DscProperty()] [string] $CallerPolicy

    # Whether instances of private SOP classes are stored too.
    [DscProperty()] [Nullable[bool]] $AcceptPrivateSopClasses

    # Whether the listener speaks TLS; then every caller must.
    [DscProperty()] [Nullable[bool]] $Tls

    # Secure transport profile: Bcp195 (TLS 1.2 and 1.3).
    [DscProperty()] [string] $TlsProfile

    # Path of the server's certificate on the host's machine, PFX or PEM.
    [DscProperty()] [string] $TlsCertificatePath

    # Path of the certificate's private key (PEM) when it is not in the certificate's file.
    [DscProperty()] [string] $TlsCertificateKeyPath

    # Password of the certificate's file or key.
    [DscProperty()] [PSCredential] $TlsCertificatePassword

    # Path of a PEM file with the authorities that callers' certificates must come from; empty for the machine's.
    [DscProperty()] [string] $TlsTrustedCertificatesPath

    # Whether callers must show a certificate: None, Request, Require.
    [DscProperty()] [string] $TlsClientCertificate

    # Why the state is not the wanted one.
    [DscProperty(NotConfigurable)] [OptosDicomReason[]] $Reasons

    [OptosDicomLocalAE] Get() {
        return [OptosDicomLocalAE]$this.Report()
    }

    [bool] Test() {
        return $this.IsInDesiredState()
    }

    [void] Set() {
        $this.Bring()
    }

    static [OptosDicomLocalAE[]] Export() {
        return @(([OptosDicomLocalAE]@{ IsSingleInstance = 'Yes' }).Get())
    }

    hidden [object] Read() {
        return Get-OptosLocalAE
    }

    hidden [void] Change([hashtable] $wanted) {
        Set-OptosLocalAE @wanted
    }
}

# The streaming service.
[DscResource()]
class OptosDicomStreaming : OptosDicomResource {
    # There is one; the key says so.
    [DscProperty(Key)] [ValidateSet('Yes')] [string] $IsSingleInstance

    # Whether the streaming service runs.
    [DscProperty()] [Nullable[bool]] $Enabled

    # AE title of the streaming service.
    [DscProperty()] [string] $AETitle

    # TCP port of the streaming service.
    [DscProperty()] [Nullable[int]] $Port

    # Maximum number of associations that the streaming service accepts concurrently.
    [DscProperty()] [Nullable[int]] $MaximumInboundAssociations

    # Maximum number of associations that the streaming service opens concurrently.
    [DscProperty()] [Nullable[int]] $MaximumOutboundAssociations

    # Why the state is not the wanted one.
    [DscProperty(NotConfigurable)] [OptosDicomReason[]] $Reasons

    [OptosDicomStreaming] Get() {
        return [OptosDicomStreaming]$this.Report()
    }

    [bool] Test() {
        return $this.IsInDesiredState()
    }

    [void] Set() {
        $this.Bring()
    }

    static [OptosDicomStreaming[]] Export() {
        return @(([OptosDicomStreaming]@{ IsSingleInstance = 'Yes' }).Get())
    }

    hidden [object] Read() {
        return Get-OptosStreaming
    }

    hidden [void] Change([hashtable] $wanted) {
        Set-OptosStreaming @wanted
    }
}

# The data repository: path, durability, watermarks, purging.
[DscResource()]
class OptosDicomRepository : OptosDicomResource {
    # There is one; the key says so.
    [DscProperty(Key)] [ValidateSet('Yes')] [string] $IsSingleInstance

    # Path to the data repository; empty for the default below the data directory.
    [DscProperty()] [string] $Path

    # What an acknowledged instance survives: PowerLoss, or OperatingSystem (a crash of the host only).
    [DscProperty()] [string] $Durability

    # Disk space for files laid in ahead, so that bursts of instances are acknowledged sooner; 0 for none.
    [DscProperty()] [Nullable[int]] $SpareFilesMegabytes

    # Free disk space below which purging starts; percent of the volume or a size.
    [DscProperty()] [string] $LowWatermark

    # Free disk space at which purging stops; percent of the volume or a size.
    [DscProperty()] [string] $HighWatermark

    # Free disk space below which the storage service is suspended; percent of the volume or a size.
    [DscProperty()] [string] $CriticalWatermark

    # CPU idle threshold above which purging may run; percent.
    [DscProperty()] [string] $CpuIdleWatermark

    # Purging stops when this number of studies, or fewer, is left.
    [DscProperty()] [Nullable[int]] $ProtectedStudies

    # Interval between checks of the free disk space.
    [DscProperty()] [Nullable[int]] $CheckIntervalSeconds

    # Number of studies to delete per batch.
    [DscProperty()] [Nullable[int]] $PurgeBatchSize

    # Number of days to keep the activity log.
    [DscProperty()] [Nullable[int]] $ActivityRetentionDays

    # E-mail address to notify when the critical watermark is reached.
    [DscProperty()] [string] $NotificationAddress

    # Which studies may be purged: Auto (committed ones where a commitment server exists), CommittedOnly, Any.
    [DscProperty()] [string] $PurgePolicy

    # Why the state is not the wanted one.
    [DscProperty(NotConfigurable)] [OptosDicomReason[]] $Reasons

    [OptosDicomRepository] Get() {
        return [OptosDicomRepository]$this.Report()
    }

    [bool] Test() {
        return $this.IsInDesiredState()
    }

    [void] Set() {
        $this.Bring()
    }

    static [OptosDicomRepository[]] Export() {
        return @(([OptosDicomRepository]@{ IsSingleInstance = 'Yes' }).Get())
    }

    hidden [object] Read() {
        return Get-OptosRepository
    }

    hidden [void] Change([hashtable] $wanted) {
        Set-OptosRepository @wanted
    }
}

# Patient search.
[DscResource()]
class OptosDicomPatientSearch : OptosDicomResource {
    # There is one; the key says so.
    [DscProperty(Key)] [ValidateSet('Yes')] [string] $IsSingleInstance

    # Maximum number of studies that a search returns.
    [DscProperty()] [Nullable[int]] $MaximumQueryResults

    # Why the state is not the wanted one.
    [DscProperty(NotConfigurable)] [OptosDicomReason[]] $Reasons

    [OptosDicomPatientSearch] Get() {
        return [OptosDicomPatientSearch]$this.Report()
    }

    [bool] Test() {
        return $this.IsInDesiredState()
    }

    [void] Set() {
        $this.Bring()
    }

    static [OptosDicomPatientSearch[]] Export() {
        return @(([OptosDicomPatientSearch]@{ IsSingleInstance = 'Yes' }).Get())
    }

    hidden [object] Read() {
        return Get-OptosPatientSearch
    }

    hidden [void] Change([hashtable] $wanted) {
        Set-OptosPatientSearch @wanted
    }
}

# The mail server that notifications go through.
[DscResource()]
class OptosDicomNotification : OptosDicomResource {
    # There is one; the key says so.
    [DscProperty(Key)] [ValidateSet('Yes')] [string] $IsSingleInstance

    # Host name or address of the SMTP server.
    [DscProperty()] [string] $Server

    # TCP port of the SMTP server.
    [DscProperty()] [Nullable[int]] $Port

    # How the connection is protected: Auto, None, StartTls, Tls.
    [DscProperty()] [string] $Security

    # Path of a PEM file with the authorities that the server's certificate must come from; empty for the machine's.
    [DscProperty()] [string] $TlsTrustedCertificatesPath

    # Sender address of notifications.
    [DscProperty()] [string] $From

    # User name for the SMTP server.
    [DscProperty()] [string] $CredentialUserName

    # Password for the SMTP server.
    [DscProperty()] [PSCredential] $CredentialPassword

    # Why the state is not the wanted one.
    [DscProperty(NotConfigurable)] [OptosDicomReason[]] $Reasons

    [OptosDicomNotification] Get() {
        return [OptosDicomNotification]$this.Report()
    }

    [bool] Test() {
        return $this.IsInDesiredState()
    }

    [void] Set() {
        $this.Bring()
    }

    static [OptosDicomNotification[]] Export() {
        return @(([OptosDicomNotification]@{ IsSingleInstance = 'Yes' }).Get())
    }

    hidden [object] Read() {
        return Get-OptosNotification
    }

    hidden [void] Change([hashtable] $wanted) {
        Set-OptosNotification @wanted
    }
}

# Audit messages.
[DscResource()]
class OptosDicomAudit : OptosDicomResource {
    # There is one; the key says so.
    [DscProperty(Key)] [ValidateSet('Yes')] [string] $IsSingleInstance

    # Whether audit messages are sent to the server.
    [DscProperty()] [Nullable[bool]] $Enabled

    # Host name or address of the syslog receiver of audit messages.
    [DscProperty()] [string] $Server

    # Port of the syslog receiver; empty for the standard one: 514 for Udp, 6514 for Tls.
    [DscProperty()] [Nullable[int]] $Port

    # How audit messages travel: Udp, Tls.
    [DscProperty()] [string] $Transport

    # Path of the certificate that the host shows to the receiver, PFX or PEM.
    [DscProperty()] [string] $TlsCertificatePath

    # Path of the certificate's private key (PEM) when it is not in the certificate's file.
    [DscProperty()] [string] $TlsCertificateKeyPath

    # Password of the certificate's file or key.
    [DscProperty()] [PSCredential] $TlsCertificatePassword

    # Path of a PEM file with the authorities that the receiver's certificate must come from; empty for the machine's.
    [DscProperty()] [string] $TlsTrustedCertificatesPath

    # Name of this appliance in audit messages; empty for the name of its machine.
    [DscProperty()] [string] $SourceId

    # Site of this appliance in audit messages.
    [DscProperty()] [string] $EnterpriseSiteId

    # Why the state is not the wanted one.
    [DscProperty(NotConfigurable)] [OptosDicomReason[]] $Reasons

    [OptosDicomAudit] Get() {
        return [OptosDicomAudit]$this.Report()
    }

    [bool] Test() {
        return $this.IsInDesiredState()
    }

    [void] Set() {
        $this.Bring()
    }

    static [OptosDicomAudit[]] Export() {
        return @(([OptosDicomAudit]@{ IsSingleInstance = 'Yes' }).Get())
    }

    hidden [object] Read() {
        return Get-OptosAudit
    }

    hidden [void] Change([hashtable] $wanted) {
        Set-OptosAudit @wanted
    }
}

# A remote server, by its name.
[DscResource()]
class OptosDicomRemoteAE : OptosDicomResource {
    # Name of the entry; unique.
    [DscProperty(Key)] [string] $Name

    # AE title of the remote server.
    [DscProperty()] [string] $AETitle

    # Host name or IP address of the remote server.
    [DscProperty()] [string] $HostName

    # TCP port of the remote server.
    [DscProperty()] [Nullable[int]] $Port

    # Services that the remote server plays.
    [DscProperty()] [string[]] $Services

    # Whether connections to the server use TLS.
    [DscProperty()] [Nullable[bool]] $Tls

    # Secure transport profile: Bcp195 (TLS 1.2 and 1.3).
    [DscProperty()] [string] $TlsProfile

    # Path of the certificate that the host shows to the server, PFX or PEM.
    [DscProperty()] [string] $TlsCertificatePath

    # Path of the certificate's private key (PEM) when it is not in the certificate's file.
    [DscProperty()] [string] $TlsCertificateKeyPath

    # Password of the certificate's file or key.
    [DscProperty()] [PSCredential] $TlsCertificatePassword

    # Path of a PEM file with the authorities that the server's certificate must come from; empty for the machine's.
    [DscProperty()] [string] $TlsTrustedCertificatesPath

    # Whether the server's certificate must name the host that is called; without that any certificate of a trusted authority will do.
    [DscProperty()] [Nullable[bool]] $TlsCheckHostName

    # How studies are retrieved: Move or Get.
    [DscProperty()] [string] $RetrieveMethod

    # Time limit for establishing a connection.
    [DscProperty()] [Nullable[int]] $ConnectTimeoutSeconds

    # Base URI of a DICOMweb server.
    [DscProperty()] [string] $BaseUri

    # Path prefix of QIDO-RS below BaseUri.
    [DscProperty()] [string] $QidoPrefix

    # Path prefix of WADO-RS below BaseUri.
    [DscProperty()] [string] $WadoPrefix

    # Path prefix of STOW-RS below BaseUri.
    [DscProperty()] [string] $StowPrefix

    # Whether each received study is sent on to this server.
    [DscProperty()] [Nullable[bool]] $AutoForward

    # Time for which nothing of a study has arrived before it is sent on.
    [DscProperty()] [Nullable[int]] $AutoForwardDelaySeconds

    # Name of the remote AE that is asked for storage commitment after a send.
    [DscProperty()] [string] $CommitWith

    # Time to wait for the answer to a storage commitment request before it is asked again; doubles with each request.
    [DscProperty()] [Nullable[int]] $CommitmentTimeoutMinutes

    # Time for which the association is kept open after a storage commitment request, for a server that answers on it.
    [DscProperty()] [Nullable[int]] $CommitmentWaitSeconds

    # Free text for people.
    [DscProperty()] [string] $Description

    # Present or Absent; Present when it is not given.
    [DscProperty()] [ValidateSet('Present', 'Absent')] [string] $Ensure

    # Why the state is not the wanted one.
    [DscProperty(NotConfigurable)] [OptosDicomReason[]] $Reasons

    [OptosDicomRemoteAE] Get() {
        return [OptosDicomRemoteAE]$this.Report()
    }

    [bool] Test() {
        return $this.IsInDesiredState()
    }

    [void] Set() {
        $this.Bring()
    }
    static [OptosDicomRemoteAE[]] Export() {
        return @(Get-OptosDicomAE | ForEach-Object { ([OptosDicomRemoteAE]@{ Name = $_.Name }).Get() })
    }

    hidden [object] Read() {
        return Get-OptosDicomAE | Where-Object { $_.Name -eq $this.Name.Trim() }
    }

    hidden [void] Change([hashtable] $wanted) {
        if ($this.Ensure -eq 'Absent') {
            Remove-OptosDicomAE -Name ([WildcardPattern]::Escape($this.Name)) -Confirm:$false
        }
        elseif ($null -eq $this.Read()) {
            New-OptosDicomAE -Name $this.Name @wanted
        }
        else {
            Set-OptosDicomAE -Name ([WildcardPattern]::Escape($this.Name)) @wanted
        }
    }
}
