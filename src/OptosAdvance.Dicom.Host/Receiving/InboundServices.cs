using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>The table of inbound services: makes of their answers the answer to one association request.</summary>
internal sealed class InboundServices(IEnumerable<IInboundService> services)
{
    private readonly IInboundService[] _services = [.. services];

    /// <summary>Accepts an association; contexts that no service knows are refused.</summary>
    public AssociationDecision.Accept Accept(InboundCaller caller, InboundAssociation association)
    {
        var request = caller.Request;
        var providers = new Dictionary<IInboundService, DimseProvider>();
        var byContext = new DimseProvider?[256];
        var decisions = new List<PresentationContextDecision>(request.PresentationContexts.Count);
        foreach (var context in request.PresentationContexts)
        {
            var service = Find(context.AbstractSyntax, caller);
            var decision = service?.Decide(context, caller) ?? PresentationContextDecision.Refuse(context, PresentationContextResult.AbstractSyntaxNotSupported);
            decisions.Add(decision);
            if (decision.Result == PresentationContextResult.Acceptance)
            {
                if (!providers.TryGetValue(service!, out var provider))
                {
                    providers.Add(service!, provider = service!.CreateProvider(association, caller));
                }

                byContext[context.Id] = provider;
            }
        }

        return new AssociationDecision.Accept(decisions, providers.Count == 1 ? providers.Values.Single() : new InboundProvider(byContext))
        {
            RoleSelections = [.. request.RoleSelections.Select(role => Find(role.SopClass, caller)?.Grant(role, caller)).OfType<RoleSelection>()],
            ExtendedNegotiations = [.. request.ExtendedNegotiations.Select(item => Find(item.SopClass, caller)?.Answer(item, caller)).OfType<ExtendedNegotiation>()],
        };
    }

    private IInboundService? Find(DicomUid sopClass, InboundCaller caller) => Array.Find(_services, service => service.Knows(sopClass, caller));
}
