namespace OptosAdvance.Dicom.Network;

/// <summary>A whole PDU other than P-DATA-TF, which is never held whole.</summary>
internal abstract record Pdu
{
    /// <summary>Type and length of every PDU: 1 + 1 reserved + 4 bytes.</summary>
    public const int HeaderLength = 6;

    public abstract PduType Type { get; }
}
