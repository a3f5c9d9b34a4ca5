namespace OptosAdvance.Dicom.Network;

/// <summary>The acceptor's answer to one proposed presentation context (PS3.8 Table 9-18).</summary>
public enum PresentationContextResult : byte
{
    /// <summary>Accepted.</summary>
    Acceptance = 0,

    /// <summary>The acceptor's application does not want it.</summary>
    UserRejection = 1,

    /// <summary>Rejected without a reason.</summary>
    NoReason = 2,

    /// <summary>The SOP class is not supported.</summary>
    AbstractSyntaxNotSupported = 3,

    /// <summary>None of the transfer syntaxes is supported.</summary>
    TransferSyntaxesNotSupported = 4,
}
