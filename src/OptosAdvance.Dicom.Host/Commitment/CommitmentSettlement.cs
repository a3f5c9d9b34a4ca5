namespace OptosAdvance.Dicom.Host;

/// <summary>How far the results of a transaction have got into the index.</summary>
internal enum CommitmentSettlement
{
    /// <summary>The answer is written down here and not in the index yet.</summary>
    Recorded,

    /// <summary>It is in the index, which a power cut may take back.</summary>
    Marked,

    /// <summary>The index holds it for good, or there is nothing to hold.</summary>
    Durable,
}
