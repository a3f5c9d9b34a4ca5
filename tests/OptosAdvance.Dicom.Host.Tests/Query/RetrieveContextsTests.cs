using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Host.Tests;

public sealed class RetrieveContextsTests
{
    [Fact]
    public void Without_knowledge_as_many_classes_as_fit_ophthalmic_ones_first()
    {
        var contexts = RetrieveContexts.For([], 126);
        Assert.Equal(126, contexts.Count);
        Assert.Equal(DicomUid.OphthalmicPhotography8BitImageStorage, contexts[0].AbstractSyntax);
        var classes = contexts.Select(context => context.AbstractSyntax).Distinct().ToList();
        Assert.True(classes.Count >= 80, $"{classes.Count} classes");
        Assert.Contains(DicomUid.EncapsulatedPDFStorage, classes);
        Assert.Contains(DicomUid.CTImageStorage, classes);
        Assert.All(classes, sopClass => Assert.True(sopClass.IsStorageSopClass, sopClass.Name));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(40)]
    [InlineData(200)]
    public void Of_known_classes_each_has_its_contexts_and_all_fit(int count)
    {
        var classes = DicomUid.Registered.Where(uid => uid.IsStorageSopClass).Take(count).ToList();
        var contexts = RetrieveContexts.For(classes, 126);
        Assert.True(contexts.Count <= 126, $"{contexts.Count} contexts");
        Assert.Equal(Math.Min(count, Math.Min(classes.Count, 126)), contexts.Select(context => context.AbstractSyntax).Distinct().Count());
        var first = contexts.Where(context => context.AbstractSyntax == classes[0]).ToList();
        Assert.Contains(DicomTransferSyntax.ExplicitVRLittleEndian.Uid, first[0].TransferSyntaxes);
        if (count <= 3)
        {
            Assert.Contains(first, context => context.TransferSyntaxes.SequenceEqual([DicomTransferSyntax.JPEG2000Lossless.Uid]));
        }
    }

    [Fact]
    public void We_are_the_provider_of_each_class_once()
    {
        var contexts = RetrieveContexts.For([DicomUid.OphthalmicTomographyImageStorage, DicomUid.EncapsulatedPDFStorage], 126);
        var roles = RetrieveContexts.Roles(contexts);
        Assert.Equal(2, roles.Count);
        Assert.All(roles, role => Assert.Equal((false, true), (role.Scu, role.Scp)));
    }

    [Fact]
    public void Certificates_are_spoken_of_a_month_before_they_end()
    {
        var now = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        Assert.Null(CertificateWarnings.Judge("It", now.AddDays(-1), now.AddDays(31), now));
        Assert.Equal("It expires on 2026-03-11, in 10 days.", CertificateWarnings.Judge("It", now.AddDays(-1), now.AddDays(10).AddHours(1), now));
        Assert.Equal("It expires on 2026-03-02, in 1 day.", CertificateWarnings.Judge("It", now.AddDays(-1), now.AddDays(1).AddHours(1), now));
        Assert.Equal("It has expired on 2026-02-28.", CertificateWarnings.Judge("It", now.AddDays(-9), now.AddDays(-1), now));
        Assert.Equal("It is not valid before 2026-03-02.", CertificateWarnings.Judge("It", now.AddDays(1), now.AddDays(9), now));
    }
}
