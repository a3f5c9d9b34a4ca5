namespace OptosAdvance.Dicom.Contracts;

/// <summary>Services that a remote server plays.</summary>
[Flags]
public enum RemoteServices
{
    /// <summary>None: the server only calls us.</summary>
    None = 0,

    /// <summary>Can receive studies from us.</summary>
    Storage = 1,

    /// <summary>Confirms that data has been permanently stored.</summary>
    StorageCommitment = 2,

    /// <summary>Can be queried and retrieved from.</summary>
    QueryRetrieve = 4,

    /// <summary>Supplies worklists.</summary>
    ModalityWorklist = 8,

    /// <summary>Supplies detached reports.</summary>
    DetachedInterpretation = 16,

    /// <summary>Prints.</summary>
    Print = 32,

    /// <summary>Speaks DICOMweb.</summary>
    Rest = 64,
}
