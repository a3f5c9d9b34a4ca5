namespace OptosAdvance.Dicom.Core.Tests;

public sealed class DicomUidTests
{
    [Fact]
    public void Knows_every_registered_UID()
    {
        var all = DicomUid.Registered.ToList();
        Assert.True(all.Count > 460);
        Assert.All(all, uid =>
        {
            Assert.True(uid.IsValid, uid.Value);
            Assert.NotEqual(DicomUidKind.Unknown, uid.Kind);
        });
        Assert.Equal("CT Image Storage", DicomUid.CTImageStorage.Name);
        Assert.Equal("CTImageStorage", DicomUid.CTImageStorage.Keyword);
        Assert.True(DicomUid.DetachedInterpretationManagement.IsRetired);
        Assert.False(DicomUid.Verification.IsRetired);
    }

    [Theory]
    [InlineData("1.2.840.10008.5.1.4.1.1.2", true)] // CT
    [InlineData("1.2.840.10008.5.1.4.1.1.77.1.5.1", true)] // ophthalmic photography
    [InlineData("1.2.840.10008.5.1.4.1.1.77.1.5.5", true)] // wide field
    [InlineData("1.2.840.10008.5.1.4.1.1.5", true)] // nuclear medicine, retired
    [InlineData("1.2.840.10008.5.1.4.1.1.12.3", true)] // X-ray biplane, retired
    [InlineData("1.2.840.10008.5.1.4.1.1.88.11", true)] // basic text SR
    [InlineData("1.2.840.10008.5.1.4.1.1.481.5", true)] // RT plan
    [InlineData("1.2.840.10008.5.1.4.1.1.200.2", true)] // CT performed procedure protocol
    [InlineData("1.2.840.10008.5.1.4.34.7", true)] // RT beams delivery instruction
    [InlineData("1.2.840.10008.5.1.4.38.1", true)] // hanging protocol
    [InlineData("1.2.840.10008.5.1.4.43.1", true)] // implant template
    [InlineData("1.2.840.10008.5.1.4.1.1.66.7", true)] // label map segmentation
    [InlineData("1.2.840.10008.5.1.1.29", true)] // hardcopy, retired
    [InlineData("1.2.840.10008.5.1.4.1.1.40", true)] // retired and nameless
    [InlineData("1.2.840.10008.1.1", false)] // verification
    [InlineData("1.2.840.10008.1.3.10", false)] // media directory
    [InlineData("1.2.840.10008.4.2", false)] // storage service class
    [InlineData("1.2.840.10008.1.20.1", false)] // storage commitment
    [InlineData("1.2.840.10008.5.1.4.1.2.2.1", false)] // query
    [InlineData("1.2.840.10008.5.1.4.31", false)] // worklist
    [InlineData("1.2.840.10008.5.1.4.1.1.200.4", false)] // protocol approval find
    [InlineData("1.2.840.10008.5.1.4.1.1.201.2", false)] // inventory find
    [InlineData("1.2.3.4", false)]
    public void Knows_storage_SOP_classes(string uid, bool isStorage)
    {
        Assert.Equal(isStorage, new DicomUid(uid).IsStorageSopClass);
    }

    [Theory]
    [InlineData("1.2.840.10008.1.1", true)]
    [InlineData("0.0", true)]
    [InlineData("2.25.1234567890123456789012345678901234567890123456789012345678901", false)]
    [InlineData("1.02.3", false)]
    [InlineData("1..2", false)]
    [InlineData(".1", false)]
    [InlineData("1.", false)]
    [InlineData("", false)]
    [InlineData("1.2.a", false)]
    [InlineData("1.2/../3", false)]
    [InlineData("1.2\u0663", false)]
    public void Tells_UIDs_from_other_text(string value, bool isValid)
    {
        Assert.Equal(isValid, new DicomUid(value).IsValid);
    }

    [Fact]
    public void Makes_UIDs_that_differ_and_are_valid()
    {
        var made = Enumerable.Range(0, 1000).Select(_ => DicomUid.NewUid()).ToHashSet();
        Assert.Equal(1000, made.Count);
        Assert.All(made, uid => Assert.True(uid.IsValid && uid.Value.StartsWith("2.25.", StringComparison.Ordinal)));
        Assert.True(DicomImplementation.ClassUid.IsValid);
        Assert.InRange(DicomImplementation.VersionName.Length, 1, 16);
    }

    [Fact]
    public void The_default_value_is_empty()
    {
        Assert.True(default(DicomUid).IsEmpty);
        Assert.Equal(new DicomUid(""), default);
        Assert.False(default(DicomUid).IsValid);
    }

    [Fact]
    public void Knows_how_every_transfer_syntax_encodes()
    {
        Assert.True(DicomTransferSyntax.All.Count > 50);
        Assert.All(DicomTransferSyntax.All, s => Assert.Same(s, DicomTransferSyntax.Find(s.Uid)));
        Assert.Equal(
            DicomUid.Registered.Where(u => u.Kind == DicomUidKind.TransferSyntax && u != DicomUid.RFC2557MIMEEncapsulation && u != DicomUid.XMLEncoding).Select(u => u.Value).Order(StringComparer.Ordinal),
            DicomTransferSyntax.All.Select(s => s.Uid.Value).Order(StringComparer.Ordinal));
        Assert.Equal([DicomTransferSyntax.ImplicitVRLittleEndian, DicomTransferSyntax.Papyrus3ImplicitVRLittleEndian], DicomTransferSyntax.All.Where(s => !s.IsExplicitVR));
        Assert.Equal([DicomTransferSyntax.ExplicitVRBigEndian], DicomTransferSyntax.All.Where(s => s.IsBigEndian));
        Assert.Equal(
            [DicomTransferSyntax.DeflatedExplicitVRLittleEndian, DicomTransferSyntax.JPIPReferencedDeflate, DicomTransferSyntax.JPIPHTJ2KReferencedDeflate],
            DicomTransferSyntax.All.Where(s => s.IsDeflated));
        Assert.True(DicomTransferSyntax.JPEGBaseline8Bit is { IsEncapsulated: true, IsLossy: true, IsExplicitVR: true });
        Assert.True(DicomTransferSyntax.JPEGLosslessSV1 is { IsEncapsulated: true, IsLossy: false });
        Assert.True(DicomTransferSyntax.FindOrPrivate(new DicomUid("1.2.3")) is { IsEncapsulated: true, IsExplicitVR: true });
        Assert.Null(DicomTransferSyntax.Find(new DicomUid("1.2.3")));
    }
}
