using System.Diagnostics;
using System.Management.Automation.Language;
using System.Net;
using System.Net.Sockets;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell.Tests;

/// <summary>The class-based resources, in a real engine, against a real host.</summary>
public sealed class DscClassTests : IDisposable
{
    private static readonly Dictionary<string, Type> Settings = new()
    {
        ["OptosDicomLocalAE"] = typeof(LocalAESettings),
        ["OptosDicomStreaming"] = typeof(StreamingSettings),
        ["OptosDicomRepository"] = typeof(RepositorySettings),
        ["OptosDicomPatientSearch"] = typeof(PatientSearchSettings),
        ["OptosDicomNotification"] = typeof(NotificationSettings),
        ["OptosDicomAudit"] = typeof(AuditSettings),
        ["OptosDicomRemoteAE"] = typeof(RemoteAE),
    };

    private static readonly string[] Operations = ["Get", "Test", "Set", "Export"];
    private static readonly string[] NativeTypes = ["string", "string[]", "Nullable[int]", "Nullable[bool]", "PSCredential", "OptosDicomReason[]"];
    private static readonly string[] NotSettings = ["IsSingleInstance", "Ensure", "Reasons"];

    private readonly TemporaryFolder _data = new();
    private readonly PowerShellSession _session = new();

    /// <summary>A class, a wanted state, and a property as it is then shown.</summary>
    public static TheoryData<string, string, string, string> Wanted => new()
    {
        { "OptosDicomLocalAE", "AETitle = ' CLINIC1 '; MaximumInboundAssociations = 33; Tls = $false", "AETitle", "CLINIC1" },
        { "OptosDicomStreaming", "AETitle = 'STREAM2'; MaximumOutboundAssociations = 7", "MaximumOutboundAssociations", "7" },
        { "OptosDicomRepository", "CriticalWatermark = '4.50 %'; PurgePolicy = 'CommittedOnly'", "CriticalWatermark", "4.5%" },
        { "OptosDicomPatientSearch", "MaximumQueryResults = 250", "MaximumQueryResults", "250" },
        { "OptosDicomNotification", "Server = 'Mail.Clinic.Example'; From = 'a@clinic.example'; CredentialUserName = 'optos'", "From", "a@clinic.example" },
        { "OptosDicomAudit", "Server = 'audit.clinic.example'; Transport = 'Tls'", "Transport", "Tls" },
        { "OptosDicomRemoteAE", "Name = 'PACS1'; AETitle = 'ARCHIVE'; HostName = 'pacs.clinic.example'; Port = 104; Services = 'Storage', 'Print'", "Services", "Storage Print" },
    };

    [Fact]
    public void Get_Test_and_Set_agree_for_every_class()
    {
        StartHost();
        foreach (var (type, wanted, property, shown) in Wanted.Select(row => row.Data))
        {
            var key = type == "OptosDicomRemoteAE" ? "" : "IsSingleInstance = 'Yes'; ";
            var result = Run($$"""
                $wanted = [{{type}}]@{ {{key}}{{wanted}} }
                $wanted.Test()
                $wanted.Get().Reasons.Count -gt 0
                $wanted.Set()
                $wanted.Test()
                $after = $wanted.Get()
                "$($after.{{property}})"
                $after.Reasons.Count
                $revision = (Get-OptosActivity -Kind Configuration).Count
                $wanted.Set()
                (Get-OptosActivity -Kind Configuration).Count -eq $revision
                [{{type}}]::Export().Count
                """);
            Assert.Equal(["False", "True", "True", shown, "0", "True", "1"], result.Objects.Select(each => each.ToString()));
        }

        // Only what is given is managed, a reason says what is wrong, and a value that is none is told.
        Assert.Equal("20", Run("\"$((Get-OptosLocalAE).MaximumOutboundAssociations + 10)\"").Object.ToString());
        var reason = Run("([OptosDicomPatientSearch]@{ IsSingleInstance = 'Yes'; MaximumQueryResults = 7 }).Get().Reasons").Object;
        Assert.Equal("OptosDicomPatientSearch:OptosDicomPatientSearch:MaximumQueryResults", reason.Properties["Code"].Value);
        Assert.Equal("MaximumQueryResults is 250; wanted is 7.", reason.Properties["Phrase"].Value);
        Assert.Contains("5%", Run("([OptosDicomRepository]@{ IsSingleInstance = 'Yes'; CriticalWatermark = '5' }).Test()").Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_remote_AE_can_be_made_absent_and_secrets_stay_hidden()
    {
        StartHost();
        var result = Run("""
            $secret = [pscredential]::new('x', [System.Net.NetworkCredential]::new('', 'top-secret-7').SecurePassword)
            $mail = [OptosDicomNotification]@{ IsSingleInstance = 'Yes'; Server = 'm.example'; From = 'a@m.example'; CredentialUserName = 'u'; CredentialPassword = $secret }
            $mail.Set()
            $mail.Test()
            $null -eq $mail.Get().CredentialPassword
            $camera = [OptosDicomRemoteAE]@{ Name = 'Camera 7'; AETitle = 'CAM7'; HostName = '10.0.0.7'; Port = 104 }
            $camera.Set()
            $camera.Get().Ensure
            $gone = [OptosDicomRemoteAE]@{ Name = 'camera 7'; Ensure = 'Absent' }
            $gone.Test()
            $gone.Set()
            $gone.Test()
            $camera.Get().Ensure
            ([OptosDicomHost]@{ IsSingleInstance = 'Yes'; Running = $true }).Test()
            """);
        Assert.Equal(["True", "True", "Present", "False", "True", "Absent", "True"], result.Objects.Select(each => each.ToString()));
    }

    [Fact]
    public void The_module_is_laid_out_so_that_the_PowerShell_adapter_can_list_it()
    {
        // As the adapter does: the manifest names them, the classes stand in the text of a file with the module's name, and have types that PowerShell has.
        var folder = Path.GetDirectoryName(ModuleUnderTest.Manifest)!;
        var file = Path.Combine(folder, "OptosAdvance.Dicom.psm1");
        var ast = Parser.ParseFile(file, out _, out var errors);
        Assert.Empty(errors);
        var classes = ast.FindAll(static node => node is TypeDefinitionAst type && type.Attributes.Any(a => a.TypeName.Name == "DscResource"), searchNestedScriptBlocks: false).Cast<TypeDefinitionAst>().ToList();
        var manifest = Parser.ParseFile(ModuleUnderTest.Manifest, out _, out _).Find(static node => node is HashtableAst, searchNestedScriptBlocks: false);
        var data = (System.Collections.Hashtable)((HashtableAst)manifest).SafeGetValue();
        Assert.Equal("OptosAdvance.Dicom.psm1", data["RootModule"]);
        Assert.Equal(((object[])data["DscResourcesToExport"]!).Cast<string>().Order(), classes.Select(type => type.Name).Order());

        foreach (var type in classes)
        {
            var methods = type.Members.OfType<FunctionMemberAst>().ToLookup(method => method.Name);
            Assert.All(Operations, name => Assert.Single(methods[name]));
            Assert.Empty(methods["WhatIf"]);
            Assert.Empty(methods["Delete"]);
            var properties = type.Members.OfType<PropertyMemberAst>().Where(property => property.Attributes.Any(a => a.TypeName.Name == "DscProperty")).ToList();
            Assert.Single(properties, property => property.Attributes.Any(attribute => attribute.Extent.Text == "[DscProperty(Key)]"));
            Assert.All(properties, property => Assert.Contains(property.PropertyType.TypeName.FullName, NativeTypes));
        }
    }

    [Fact]
    public void Every_class_has_the_settings_of_the_contract()
    {
        foreach (var (name, settings) in Settings)
        {
            var known = Run($"[{name}].GetProperties().Name").Objects.Select(each => each.ToString()).Except(NotSettings);
            Assert.Equal(SettingsMetadata.Of(settings).Select(setting => setting.Name).Order(), known.Order());
        }
    }

    [Fact]
    public void Importing_the_module_stays_quick()
    {
        // A guard against classes that drag half of DSC in; an import takes a tenth of this on a machine that does nothing else.
        var watch = Stopwatch.StartNew();
        Run($"Import-Module '{ModuleUnderTest.Manifest}' -Force").ThrowIfFailed();
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    public void Dispose()
    {
        _session.Run($"Stop-OptosDicomHost -DataPath '{_data.Path}' -ErrorAction SilentlyContinue");
        _session.Dispose();
        _data.Dispose();
    }

    private void StartHost() =>
        _session.Run($"Start-OptosDicomHost -DataPath '{_data.Path}'; Set-OptosLocalAE -Port {FreePort()}").ThrowIfFailed();

    // The classes have names within the module only, unless a script says "using module".
    private PowerShellResult Run(string script) => _session.Run($"& (Get-Module OptosAdvance.Dicom) {{ {script} }}");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
