using CsCheck;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Host.Tests;

public sealed class SendPlanTests
{
    private static readonly DicomUid[] s_sopClasses = [.. DicomUid.Registered.Where(static uid => uid.IsStorageSopClass)];

    [Fact]
    public void Every_instance_is_in_one_association_that_proposes_what_it_is_stored_in()
    {
        var stored = Gen.Select(Gen.Int[0, s_sopClasses.Length - 1], Gen.Int[0, 40]);
        stored.Array[1, 600].Sample(
            static all =>
            {
                var instances = all.Select(static (each, i) => Instance(i, s_sopClasses[each.Item1], SyntaxOf(each.Item2))).ToList();

                var plans = SendPlan.Make(instances);

                Assert.Equal(instances.Select(static i => i.Item.Number), plans.SelectMany(static p => p.Instances).Select(static i => i.Item.Number).Order());
                Assert.All(plans, static plan =>
                {
                    Assert.InRange(plan.Contexts.Count, 1, SendPlan.MaximumContexts);
                    Assert.All(plan.Instances, i => Assert.Contains(plan.Contexts, c => c.AbstractSyntax == i.SopClass && c.TransferSyntaxes[0] == i.TransferSyntax));
                    Assert.Equal(plan.Instances.Select(static i => i.Item.Number).Order(), plan.Instances.Select(static i => i.Item.Number));
                });

                // Two that follow each other would not have fitted into one.
                for (var i = 1; i < plans.Count; i++)
                {
                    Assert.True(plans[i - 1].Contexts.Count + plans[i].Contexts.Count > SendPlan.MaximumContexts);
                }
            },
            iter: 300);
    }

    [Fact]
    public void A_class_in_more_transfer_syntaxes_than_one_association_has_contexts_is_divided()
    {
        var instances = Enumerable.Range(0, 300)
            .Select(static i => Instance(i, DicomUid.CTImageStorage, i == 200 ? DicomTransferSyntax.ExplicitVRLittleEndian.Uid : new DicomUid($"1.2.3.{i}")))
            .ToList();

        var plans = SendPlan.Make(instances);

        Assert.Equal(3, plans.Count);
        Assert.All(plans, static plan => Assert.InRange(plan.Contexts.Count, 1, SendPlan.MaximumContexts));
        Assert.Equal(300, plans.Sum(static plan => plan.Instances.Count));
    }

    private static DicomUid SyntaxOf(int number) => number switch
    {
        0 => DicomTransferSyntax.ExplicitVRLittleEndian.Uid,
        1 => DicomTransferSyntax.ImplicitVRLittleEndian.Uid,
        2 => DicomTransferSyntax.ExplicitVRBigEndian.Uid,
        _ => new DicomUid($"1.2.3.{number}"),
    };

    private static OutgoingInstance Instance(int number, DicomUid sopClass, DicomUid syntax) =>
        new(new JobInstance("1.2", "1.2.3", $"1.2.3.{number}") { Number = number }, sopClass, syntax, 1, new StoredFile(1000, 300, 1));
}
