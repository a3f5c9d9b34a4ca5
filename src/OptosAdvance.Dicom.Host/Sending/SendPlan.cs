using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>What one association is opened for: the contexts that its instances need, and no others.</summary>
/// <param name="Contexts">At most 128.</param>
/// <param name="Instances">In the order of the job.</param>
internal sealed record SendPlan(IReadOnlyList<PresentationContext> Contexts, IReadOnlyList<OutgoingInstance> Instances)
{
    /// <summary>As many as an association can have: they are numbered by odd bytes (PS3.8 9.3.2.2).</summary>
    public const int MaximumContexts = 128;

    /// <summary>
    /// As few associations as can be. Each SOP class has a context for every transfer syntax that instances of it are stored in, so that the peer says of
    /// each whether it takes it as it is; and one with what those can be turned into, which for most is also what PS3.5 10.1 asks to be offered.
    /// </summary>
    public static IReadOnlyList<SendPlan> Make(IReadOnlyList<OutgoingInstance> instances)
    {
        var plans = new List<SendPlan>();
        var contexts = new List<PresentationContext>();
        var planned = new HashSet<DicomUid>();
        foreach (var sopClass in instances.GroupBy(static instance => instance.SopClass))
        {
            var wanted = ContextsFor(sopClass.Key, sopClass.Select(static instance => instance.TransferSyntax).Distinct());
            if (contexts.Count + wanted.Count > MaximumContexts)
            {
                Close();
            }

            contexts.AddRange(wanted);
            planned.Add(sopClass.Key);
        }

        Close();
        return plans;

        void Close()
        {
            if (planned.Count > 0)
            {
                var classes = planned;
                plans.Add(new SendPlan(contexts, [.. instances.Where(instance => classes.Contains(instance.SopClass))]));
            }

            contexts = [];
            planned = [];
        }
    }

    private static List<PresentationContext> ContextsFor(DicomUid sopClass, IEnumerable<DicomUid> stored)
    {
        List<DicomUid> syntaxes = [.. stored];
        var contexts = syntaxes.ConvertAll(syntax => new PresentationContext(sopClass, syntax));
        var others = syntaxes.SelectMany(Encodings.Alternatives).Distinct().Except(syntaxes).ToArray();
        if (others.Length > 0)
        {
            contexts.Add(new PresentationContext(sopClass, others));
        }

        return contexts;
    }
}
