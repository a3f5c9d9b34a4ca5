namespace OptosAdvance.Dicom.DictionaryGenerator;

/// <summary>One line of uids.tsv: a UID that the standard registers.</summary>
internal sealed record UidRow(string Value, string Kind, string Keyword, string Name, bool IsRetired)
{
    /// <summary>The kind as a member of DicomUidKind.</summary>
    public string KindMember => Kind switch
    {
        "SOP Class" => "SopClass",
        "Meta SOP Class" => "MetaSopClass",
        "Service Class" => "ServiceClass",
        "Transfer Syntax" => "TransferSyntax",
        "Application Context Name" => "ApplicationContextName",
        "Application Hosting Model" => "ApplicationHostingModel",
        "Coding Scheme" or "DICOM UIDs as a Coding Scheme" => "CodingScheme",
        "LDAP OID" => "LdapOid",
        "Mapping Resource" => "MappingResource",
        "Synchronization Frame of Reference" => "SynchronizationFrameOfReference",
        "Well-known frame of reference" => "WellKnownFrameOfReference",
        "Well-known SOP Instance" => "WellKnownSopInstance",
        _ => throw new InvalidDataException($"'{Value}' is of a kind that is not known: '{Kind}'."),
    };

    public static IReadOnlyList<UidRow> Read(string path) =>
        [.. Tsv.Rows(path, 5).Select(f => new UidRow(f[0], f[1], f[2], f[3], f[4] == "R")).OrderBy(r => r.Value, StringComparer.Ordinal)];
}
