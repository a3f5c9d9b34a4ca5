namespace OptosAdvance.Dicom.Core;

/// <summary>What a registered UID identifies (PS3.6 Annex A).</summary>
public enum DicomUidKind
{
    /// <summary>Not registered in the standard.</summary>
    Unknown,

    /// <summary>A SOP class.</summary>
    SopClass,

    /// <summary>A Meta SOP class.</summary>
    MetaSopClass,

    /// <summary>A service class.</summary>
    ServiceClass,

    /// <summary>A transfer syntax.</summary>
    TransferSyntax,

    /// <summary>An application context name.</summary>
    ApplicationContextName,

    /// <summary>An application hosting model.</summary>
    ApplicationHostingModel,

    /// <summary>A coding scheme.</summary>
    CodingScheme,

    /// <summary>An LDAP object identifier.</summary>
    LdapOid,

    /// <summary>A mapping resource.</summary>
    MappingResource,

    /// <summary>A synchronization frame of reference.</summary>
    SynchronizationFrameOfReference,

    /// <summary>A well-known frame of reference.</summary>
    WellKnownFrameOfReference,

    /// <summary>A well-known SOP instance, also printer and print queue.</summary>
    WellKnownSopInstance,
}
