namespace OptosAdvance.Dicom.Network;

/// <summary>What the upper layer tells its user.</summary>
internal enum IndicationKind
{
    /// <summary>A request, acceptance or rejection has come.</summary>
    Association,

    /// <summary>A fragment of a message begins; its bytes are to be read next.</summary>
    Data,

    /// <summary>The peer wants to release.</summary>
    ReleaseRequested,

    /// <summary>The association is released in order.</summary>
    Released,

    /// <summary>The association is over; see the outcome.</summary>
    Ended,

    /// <summary>The reader of the data set asked to be woken.</summary>
    Interrupted,
}
