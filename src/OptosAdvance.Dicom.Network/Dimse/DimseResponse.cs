using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>What every DIMSE response has. Message ID and UIDs are added from the request when it is sent.</summary>
public abstract record DimseResponse
{
    private protected DimseResponse(DimseStatus status) => Status = status;

    /// <summary>Outcome (0000,0900).</summary>
    public DimseStatus Status { get; init; }

    /// <summary>Error Comment (0000,0902), at most 64 characters are sent.</summary>
    public string? ErrorComment { get; init; }

    /// <summary>Offending Element (0000,0901).</summary>
    public IReadOnlyList<DicomTag> OffendingElements { get; init; } = [];

    /// <summary>Error ID (0000,0903).</summary>
    public ushort? ErrorId { get; init; }
}
