namespace OptosAdvance.Dicom.Network;

/// <summary>States of the upper layer (PS3.8 Table 9-1 to 9-5).</summary>
internal enum UpperLayerState
{
    /// <summary>Idle.</summary>
    Sta1 = 1,

    /// <summary>Transport connection open; awaiting A-ASSOCIATE-RQ.</summary>
    Sta2,

    /// <summary>Awaiting the local answer to A-ASSOCIATE-RQ.</summary>
    Sta3,

    /// <summary>Awaiting the transport connection to open.</summary>
    Sta4,

    /// <summary>Awaiting A-ASSOCIATE-AC or -RJ.</summary>
    Sta5,

    /// <summary>Association established; ready for data transfer.</summary>
    Sta6,

    /// <summary>Awaiting A-RELEASE-RP.</summary>
    Sta7,

    /// <summary>Awaiting the local answer to A-RELEASE-RQ.</summary>
    Sta8,

    /// <summary>Release collision, requestor: awaiting the local answer.</summary>
    Sta9,

    /// <summary>Release collision, acceptor: awaiting A-RELEASE-RP.</summary>
    Sta10,

    /// <summary>Release collision, requestor: awaiting A-RELEASE-RP.</summary>
    Sta11,

    /// <summary>Release collision, acceptor: awaiting the local answer.</summary>
    Sta12,

    /// <summary>Awaiting the transport connection to close.</summary>
    Sta13,
}
