namespace OptosAdvance.Dicom.Host;

/// <summary>What a wait for work ended with.</summary>
internal enum WorkQueueState
{
    /// <summary>There is an item.</summary>
    HasItems,

    /// <summary>The time was up before there was one.</summary>
    Empty,

    /// <summary>There is none, and none will come.</summary>
    Closed,
}
