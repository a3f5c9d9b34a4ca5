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
        var planned = new HashSet<(DicomUid SopClass, DicomUid TransferSyntax)>();
        foreach (var sopClass in instances.GroupBy(static instance => instance.SopClass))
        {
            // A class is not torn apart unless it alone is too much.
            foreach (var syntaxes in sopClass.Select(static instance => instance.TransferSyntax).Distinct().Chunk(MaximumContexts - 1))
            {
                var wanted = ContextsFor(sopClass.Key, syntaxes);
                if (contexts.Count + wanted.Count > MaximumContexts)
                {
                    Close();
                }

                contexts.AddRange(wanted);
                planned.UnionWith(syntaxes.Select(syntax => (sopClass.Key, syntax)));
            }
        }

        Close();
        return plans;

        void Close()
        {
            if (planned.Count > 0)
            {
                var these = planned;
                plans.Add(new SendPlan(contexts, [.. instances.Where(instance => these.Contains((instance.SopClass, instance.TransferSyntax)))]));
            }

            contexts = [];
            planned = [];
        }
    }

    private static List<PresentationContext> ContextsFor(DicomUid sopClass, DicomUid[] stored)
    {
        var contexts = stored.Select(syntax => new PresentationContext(sopClass, syntax)).ToList();
        var others = stored.SelectMany(Encodings.Alternatives).Distinct().Except(stored).ToArray();
        if (others.Length > 0)
        {
            contexts.Add(new PresentationContext(sopClass, others));
        }

        return contexts;
    }
}
