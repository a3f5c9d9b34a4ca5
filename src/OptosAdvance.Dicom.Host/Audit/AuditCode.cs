namespace OptosAdvance.Dicom.Host;

/// <summary>A coded value of an audit message.</summary>
/// <param name="Value">Code (<c>csd-code</c>).</param>
/// <param name="Meaning">Its meaning (<c>originalText</c>).</param>
/// <param name="System">Coding scheme.</param>
internal sealed record AuditCode(string Value, string Meaning, string System = "DCM")
{
    /// <summary>EventID (PS3.15 A.5.3, CID 400).</summary>
    public static readonly AuditCode
        ApplicationActivity = new("110100", "Application Activity"),
        InstancesTransferred = new("110104", "DICOM Instances Transferred"),
        StudyDeleted = new("110105", "DICOM Study Deleted"),
        Export = new("110106", "Export"),
        Import = new("110107", "Import"),
        Query = new("110112", "Query"),
        SecurityAlert = new("110113", "Security Alert");

    /// <summary>EventTypeCode (CID 401, 403).</summary>
    public static readonly AuditCode
        ApplicationStart = new("110120", "Application Start"),
        ApplicationStop = new("110121", "Application Stop"),
        NodeAuthentication = new("110126", "Node Authentication"),
        NetworkConfiguration = new("110128", "Network Configuration"),
        SecurityConfiguration = new("110129", "Security Configuration"),
        SoftwareConfiguration = new("110131", "Software Configuration");

    /// <summary>RoleIDCode (CID 402).</summary>
    public static readonly AuditCode
        Application = new("110150", "Application"),
        ApplicationLauncher = new("110151", "Application Launcher"),
        DestinationRole = new("110152", "Destination Role ID"),
        SourceRole = new("110153", "Source Role ID"),
        DestinationMedia = new("110154", "Destination Media"),
        SourceMedia = new("110155", "Source Media");

    /// <summary>MediaType (CID 405): a folder, by its path.</summary>
    public static readonly AuditCode Uri = new("110037", "URI");

    /// <summary>ParticipantObjectIDTypeCode (CID 404, and PS3.15 A.5.1.2.4).</summary>
    public static readonly AuditCode
        StudyInstanceUid = new("110180", "Study Instance UID"),
        SopClassUid = new("110181", "SOP Class UID"),
        NodeId = new("110182", "Node ID"),
        PatientNumber = new("2", "Patient Number", "RFC-3881");
}
