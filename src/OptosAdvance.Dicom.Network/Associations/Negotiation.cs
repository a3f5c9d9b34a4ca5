using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>The rules by which a request and its acceptance make an association (PS3.8 7.1.1, PS3.7 D.3.3).</summary>
internal static class Negotiation
{
    /// <summary>The contexts as this side sees them, in the order of the proposal.</summary>
    public static IReadOnlyList<NegotiatedPresentationContext> Contexts(
        IReadOnlyList<PresentationContext> proposed,
        IReadOnlyList<PresentationContextDecision> answers,
        IReadOnlyList<RoleSelection> proposedRoles,
        IReadOnlyList<RoleSelection> grantedRoles,
        bool isRequestor)
    {
        var result = new List<NegotiatedPresentationContext>(proposed.Count);
        foreach (var context in proposed)
        {
            var answer = answers.FirstOrDefault(a => a.Id == context.Id);
            var (requestorScu, requestorScp) = Roles(context.AbstractSyntax, proposedRoles, grantedRoles);
            result.Add(new NegotiatedPresentationContext(
                context.Id,
                context.AbstractSyntax,
                answer?.Result ?? PresentationContextResult.NoReason,
                answer?.TransferSyntax ?? default,
                IsLocalScu: isRequestor ? requestorScu : requestorScp,
                IsLocalScp: isRequestor ? requestorScp : requestorScu));
        }

        return result;
    }

    /// <summary>Keeps of the granted roles what was proposed: the acceptor may only turn a 1 into a 0 (PS3.7 D.3.3.4).</summary>
    public static IReadOnlyList<RoleSelection> LimitRoles(IReadOnlyList<RoleSelection> proposed, IReadOnlyList<RoleSelection> granted)
    {
        var result = new List<RoleSelection>(granted.Count);
        foreach (var role in granted)
        {
            if (proposed.FirstOrDefault(p => p.SopClass == role.SopClass) is { } asked)
                result.Add(new RoleSelection(role.SopClass, role.Scu && asked.Scu, role.Scp && asked.Scp));
        }

        return result;
    }

    /// <summary>The smaller of two windows, where 0 means no limit.</summary>
    public static AsynchronousOperationsWindow? LimitWindow(AsynchronousOperationsWindow? proposed, AsynchronousOperationsWindow? granted) =>
        proposed is null || granted is null
            ? null
            : new AsynchronousOperationsWindow(Smaller(proposed.Invoked, granted.Invoked), Smaller(proposed.Performed, granted.Performed));

    /// <summary>One answer for each proposed context, in its order; what the handler left out or answered with a syntax that was not proposed is refused.</summary>
    public static IReadOnlyList<PresentationContextDecision> Complete(IReadOnlyList<PresentationContext> proposed, IReadOnlyList<PresentationContextDecision> answers)
    {
        var result = new List<PresentationContextDecision>(proposed.Count);
        foreach (var context in proposed)
        {
            var answer = answers.FirstOrDefault(a => a.Id == context.Id) ?? PresentationContextDecision.Refuse(context, PresentationContextResult.NoReason);
            if (answer.Result == PresentationContextResult.Acceptance && !context.TransferSyntaxes.Contains(answer.TransferSyntax))
                answer = PresentationContextDecision.Refuse(context, PresentationContextResult.TransferSyntaxesNotSupported);
            result.Add(answer);
        }

        return result;
    }

    private static (bool Scu, bool Scp) Roles(DicomUid sopClass, IReadOnlyList<RoleSelection> proposed, IReadOnlyList<RoleSelection> granted)
    {
        var asked = proposed.FirstOrDefault(r => r.SopClass == sopClass);
        var given = granted.FirstOrDefault(r => r.SopClass == sopClass);
        return asked is null || given is null ? (true, false) : (asked.Scu && given.Scu, asked.Scp && given.Scp);
    }

    private static ushort Smaller(ushort proposed, ushort granted) => proposed == 0 ? granted : granted == 0 ? proposed : Math.Min(proposed, granted);
}
