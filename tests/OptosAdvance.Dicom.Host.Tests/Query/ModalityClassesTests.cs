using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Host.Tests;

public sealed class ModalityClassesTests
{
    [Fact]
    public void Photographs_and_tomographies_of_one_study_have_a_context_for_every_compression()
    {
        var classes = ModalityClasses.Of(["OP", "OPT", "OP"]);
        Assert.Contains(DicomUid.OphthalmicPhotography8BitImageStorage, classes);
        Assert.Contains(DicomUid.OphthalmicTomographyImageStorage, classes);
        Assert.Distinct(classes);
        var contexts = RetrieveContexts.For(classes, 126);
        var all = RetrieveContexts.For([classes[0]], 126).SelectMany(context => context.TransferSyntaxes).Except([DicomTransferSyntax.ExplicitVRBigEndian.Uid]);
        Assert.All(classes, sopClass => Assert.Equal(
            all, contexts.Where(context => context.AbstractSyntax == sopClass).SelectMany(context => context.TransferSyntaxes)));
    }

    [Theory]
    [InlineData]
    [InlineData("OP", "ZZ")]
    [InlineData("")]
    [InlineData("op")]
    [InlineData("OP", "CT", "MR")]
    public void What_cannot_be_told_or_is_too_much_is_asked_for(params string[] modalities) => Assert.Empty(ModalityClasses.Of(modalities));
}
