namespace OptosAdvance.Dicom.Network.Tests;

public sealed class PduCodecTests
{
    public static TheoryData<string, string> All => PduFixtures.All;

    [Theory]
    [MemberData(nameof(All))]
    public void Reads_what_the_standard_prints_and_writes_the_same_bytes(string name, string hex)
    {
        var pdu = Read(hex);

        Assert.True(hex == Convert.ToHexString(PduWriter.Write(pdu)), name);
    }

    [Fact]
    public void Understands_every_field_of_a_request()
    {
        var request = Assert.IsType<AssociateRequestPdu>(Read(PduFixtures.RequestWithEverything));

        Assert.Equal("RECEIVER", request.CalledAETitle);
        Assert.Equal("SENDER", request.CallingAETitle);
        Assert.Equal("1.2.840.10008.3.1.1.1", request.ApplicationContext);
        Assert.Equal([1, 255], request.PresentationContexts.Select(c => c.Id));
        Assert.Equal("1.2.840.10008.1.1", request.PresentationContexts[0].AbstractSyntax.Value);
        Assert.Equal(2, request.PresentationContexts[1].TransferSyntaxes.Count);
        var user = request.UserInformation;
        Assert.Equal(16384u, user.MaximumPduLength);
        Assert.Equal("1.2.3", user.ImplementationClassUid!.Value.Value);
        Assert.Equal("TEST", user.ImplementationVersionName);
        Assert.Equal(new AsynchronousOperationsWindow(3, 2), user.AsynchronousOperationsWindow);
        Assert.Equal(new RoleSelection(PduFixtures.Uid("1.2.4"), Scu: false, Scp: true), Assert.Single(user.RoleSelections));
        var extended = Assert.Single(user.ExtendedNegotiations);
        Assert.Equal("1.2.4", extended.SopClass.Value);
        Assert.Equal([1, 2, 3], extended.Information.ToArray());
        var common = Assert.Single(user.CommonExtendedNegotiations);
        Assert.Equal(("1.2.4", "1.2.5", "1.2.6"), (common.SopClass.Value, common.ServiceClass.Value, Assert.Single(common.RelatedGeneralSopClasses).Value));
        Assert.Equal(UserIdentityType.UsernameAndPasscode, user.UserIdentity!.Type);
        Assert.True(user.UserIdentity.PositiveResponseRequested);
        Assert.Equal("ann", user.UserIdentity.Username);
        Assert.Equal("pw"u8.ToArray(), user.UserIdentity.SecondaryField.ToArray());
    }

    [Fact]
    public void Understands_every_field_of_an_acceptance()
    {
        var accept = Assert.IsType<AssociateAcceptPdu>(Read(PduFixtures.AcceptWithEverything));

        Assert.Equal([PresentationContextResult.Acceptance, PresentationContextResult.AbstractSyntaxNotSupported], accept.PresentationContexts.Select(c => c.Result));
        Assert.Equal("1.2.840.10008.1.2", accept.PresentationContexts[0].TransferSyntax.Value);
        Assert.Equal([0xCA, 0xFE], accept.UserInformation.UserIdentityResponse!.Value.ToArray());
    }

    [Fact]
    public void Tells_rejections_and_aborts_in_words()
    {
        Assert.Equal(AssociationRejection.LocalLimitExceeded, Assert.IsType<AssociateRejectPdu>(Read(PduFixtures.Reject)).Rejection);
        Assert.Equal("(2,3,2) local limit exceeded", AssociationRejection.LocalLimitExceeded.ToString());
        Assert.Equal("(1,1,3) calling AE title not recognized", AssociationRejection.CallingAETitleNotRecognized.ToString());
        Assert.Equal("(1,1,7) called AE title not recognized", AssociationRejection.CalledAETitleNotRecognized.ToString());
        Assert.Equal("by the upper layer: invalid PDU parameter value", Assert.IsType<AbortPdu>(Read(PduFixtures.Abort)).Text);
    }

    [Fact]
    public void Ignores_items_that_it_does_not_know()
    {
        var body = PduFixtures.Bytes(PduFixtures.Request)[6..];
        byte[] unknown = [0x7E, 0, 0, 3, 1, 2, 3];

        var request = Assert.IsType<AssociateRequestPdu>(PduReader.Read(PduType.AssociateRequest, [.. body, .. unknown]));

        Assert.Equal("SENDER", request.CallingAETitle);
    }

    [Fact]
    public void Refuses_every_truncation_of_every_PDU()
    {
        foreach (var (_, hex) in PduFixtures.All.Select(r => (r.Data.Item1, r.Data.Item2)))
        {
            var bytes = PduFixtures.Bytes(hex);
            var refused = 0;
            for (var length = 6; length < bytes.Length; length++)
            {
                try
                {
                    PduReader.Read((PduType)bytes[0], bytes.AsSpan(6, length - 6));
                }
                catch (PduFormatException)
                {
                    refused++;
                }
            }

            // Between two items an acceptance may end: nothing but its fixed part is demanded of it.
            Assert.True(refused >= (bytes.Length - 6) / 2, hex);
        }
    }

    [Theory]
    [InlineData("an even context id", "20", "02000000")]
    [InlineData("no abstract syntax", "20", "01000000")]
    public void Refuses_contexts_that_are_wrong(string why, string type, string item)
    {
        var hex = PduFixtures.Request;
        var body = hex[12..] + PduFixtures.Item(type, item);

        Assert.NotEmpty(why);
        Assert.Equal(AbortReason.InvalidPduParameterValue, Assert.Throws<PduFormatException>(() => Read(PduFixtures.Pdu("01", body))).Reason);
    }

    [Fact]
    public void Never_shows_a_passcode()
    {
        var lines = new List<string>();
        new PduTranscript(lines.Add).Whole("c", sent: false, Read(PduFixtures.RequestWithEverything), 100);

        var line = Assert.Single(lines);
        Assert.Contains("ann", line, StringComparison.Ordinal);
        Assert.DoesNotContain("pw", line, StringComparison.Ordinal);
        Assert.DoesNotContain("7077", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x00, false, false)]
    [InlineData(0x01, true, false)]
    [InlineData(0x02, false, true)]
    [InlineData(0x03, true, true)]
    public void Writes_and_reads_the_headers_of_a_fragment(int control, bool isCommand, bool isLast)
    {
        var bytes = new byte[12];
        PdvHeader.WritePdu(bytes, 10, 5, isCommand, isLast);

        Assert.Equal("04000000001000" + "00000C05" + control.ToString("X2"), Convert.ToHexString(bytes));
        Assert.Equal(new PdvHeader(10, 5, (byte)control), PdvHeader.Read(bytes.AsSpan(6), 16));
        Assert.Throws<PduFormatException>(() => PdvHeader.Read(bytes.AsSpan(6), 15));
    }

    private static Pdu Read(string hex)
    {
        var bytes = PduFixtures.Bytes(hex);
        Assert.Equal(bytes.Length - 6, (int)PduHeader.Read(bytes).Length);
        return PduReader.Read((PduType)bytes[0], bytes.AsSpan(6));
    }
}
