namespace OptosAdvance.Dicom.Host;

/// <summary>What became of an instance that was submitted.</summary>
internal enum CommitOutcome
{
    /// <summary>It is new.</summary>
    Stored,

    /// <summary>It took the place of another version of the same instance.</summary>
    Replaced,

    /// <summary>The same data set was there already.</summary>
    Unchanged,
}
