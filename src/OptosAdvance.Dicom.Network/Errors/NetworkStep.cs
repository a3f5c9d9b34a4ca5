namespace OptosAdvance.Dicom.Network;

/// <summary>The step of a conversation in which something failed.</summary>
public enum NetworkStep
{
    /// <summary>Finding the address of the peer.</summary>
    NameResolution,

    /// <summary>Opening the TCP connection, or its loss.</summary>
    Tcp,

    /// <summary>Agreeing on TLS.</summary>
    Tls,

    /// <summary>Asking for the association, or releasing it.</summary>
    Association,

    /// <summary>An operation on the association.</summary>
    Dimse,
}
