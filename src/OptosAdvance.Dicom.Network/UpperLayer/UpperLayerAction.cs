namespace OptosAdvance.Dicom.Network;

/// <summary>Actions of the upper layer (PS3.8 Table 9-6 to 9-9).</summary>
internal enum UpperLayerAction
{
    None,

    /// <summary>Open the transport connection.</summary>
    AE1,

    /// <summary>Send A-ASSOCIATE-RQ.</summary>
    AE2,

    /// <summary>Confirm: accepted.</summary>
    AE3,

    /// <summary>Confirm: rejected; close.</summary>
    AE4,

    /// <summary>Start ARTIM.</summary>
    AE5,

    /// <summary>Stop ARTIM; indicate the request, or reject it (then the next state is Sta13).</summary>
    AE6,

    /// <summary>Send A-ASSOCIATE-AC.</summary>
    AE7,

    /// <summary>Send A-ASSOCIATE-RJ; start ARTIM.</summary>
    AE8,

    /// <summary>Send P-DATA-TF.</summary>
    DT1,

    /// <summary>Indicate P-DATA.</summary>
    DT2,

    /// <summary>Send A-RELEASE-RQ.</summary>
    AR1,

    /// <summary>Indicate the release.</summary>
    AR2,

    /// <summary>Confirm the release; close.</summary>
    AR3,

    /// <summary>Send A-RELEASE-RP; start ARTIM.</summary>
    AR4,

    /// <summary>Stop ARTIM.</summary>
    AR5,

    /// <summary>Indicate P-DATA.</summary>
    AR6,

    /// <summary>Send P-DATA-TF.</summary>
    AR7,

    /// <summary>Indicate the release collision: requestor to Sta9, acceptor to Sta10.</summary>
    AR8,

    /// <summary>Send A-RELEASE-RP.</summary>
    AR9,

    /// <summary>Confirm the release.</summary>
    AR10,

    /// <summary>Send A-ABORT; start ARTIM.</summary>
    AA1,

    /// <summary>Stop ARTIM; close.</summary>
    AA2,

    /// <summary>Indicate the abort; close.</summary>
    AA3,

    /// <summary>Indicate A-P-ABORT.</summary>
    AA4,

    /// <summary>Stop ARTIM.</summary>
    AA5,

    /// <summary>Ignore the PDU.</summary>
    AA6,

    /// <summary>Send A-ABORT.</summary>
    AA7,

    /// <summary>Send A-ABORT as service-provider; indicate A-P-ABORT; start ARTIM.</summary>
    AA8,
}
