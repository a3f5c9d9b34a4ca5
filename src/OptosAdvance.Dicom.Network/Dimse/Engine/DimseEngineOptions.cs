using Microsoft.Extensions.Logging;

namespace OptosAdvance.Dicom.Network;

/// <summary>What the engine of an association needs to know.</summary>
internal sealed record DimseEngineOptions
{
    public required AssociationRequest Association { get; init; }

    public required IReadOnlyList<NegotiatedPresentationContext> Contexts { get; init; }

    public required UpperLayerOptions UpperLayer { get; init; }

    public required DimseProvider Provider { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    public required ILogger Logger { get; init; }

    public bool IsAcceptor { get; init; }

    /// <summary>What the peer takes at once; 0 means no limit.</summary>
    public uint PeerMaximumPduLength { get; init; }

    /// <summary>The window as the requestor sees it.</summary>
    public AsynchronousOperationsWindow Window { get; init; } = AsynchronousOperationsWindow.Synchronous;

    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How messages of exceptions name the peer.</summary>
    public string PeerName { get; init; } = "the peer";

    /// <summary>Operations that we may have outstanding.</summary>
    public int InvokeWindow => Limit(IsAcceptor ? Window.Performed : Window.Invoked);

    /// <summary>Operations that we perform at once.</summary>
    public int PerformWindow => Limit(IsAcceptor ? Window.Invoked : Window.Performed);

    private static int Limit(ushort window) => window == 0 ? ushort.MaxValue : window;
}
