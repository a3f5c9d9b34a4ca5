namespace OptosAdvance.Dicom.Network;

/// <summary>Decodes the variable field of every PDU but P-DATA-TF (PS3.8 9.3). Unknown items are skipped (PS3.8 9.3.1).</summary>
internal static class PduReader
{
    /// <param name="type">Type from the header.</param>
    /// <param name="body">What follows the 6-byte header.</param>
    /// <exception cref="PduFormatException">The bytes break the standard.</exception>
    public static Pdu Read(PduType type, ReadOnlySpan<byte> body) => type switch
    {
        PduType.AssociateRequest => ReadAssociateRequest(body),
        PduType.AssociateAccept => ReadAssociateAccept(body),
        PduType.AssociateReject => ReadAssociateReject(body),
        PduType.ReleaseRequest => Fixed(body, "A-RELEASE-RQ", ReleaseRequestPdu.Instance),
        PduType.ReleaseResponse => Fixed(body, "A-RELEASE-RP", ReleaseResponsePdu.Instance),
        PduType.Abort => ReadAbort(body),
        _ => throw new PduFormatException(AbortReason.UnrecognizedPdu, $"a PDU of unknown type {(byte)type:X2}H"),
    };

    private static AssociateRequestPdu ReadAssociateRequest(ReadOnlySpan<byte> body)
    {
        var reader = new PduItemReader(body, "A-ASSOCIATE-RQ");
        var version = reader.ReadUInt16();
        reader.Skip(2);
        var called = PduItemReader.Text(reader.Take(16));
        var calling = PduItemReader.Text(reader.Take(16));
        reader.Skip(32);

        string? applicationContext = null;
        var contexts = new List<PresentationContext>();
        UserInformation? user = null;
        while (!reader.IsAtEnd)
        {
            var item = reader.ReadItem(out var type);
            switch (type)
            {
                case ItemType.ApplicationContext:
                    applicationContext = PduItemReader.Text(item);
                    break;
                case ItemType.PresentationContextRequest:
                    contexts.Add(ReadProposedContext(item));
                    break;
                case ItemType.UserInformation:
                    user = UserInformationReader.Read(item);
                    break;
            }
        }

        Require(applicationContext is not null, "A-ASSOCIATE-RQ without an application context");
        Require(contexts.Count is > 0 and <= 128, $"A-ASSOCIATE-RQ with {contexts.Count} presentation contexts");
        Require(user is not null, "A-ASSOCIATE-RQ without user information");
        CheckIds(contexts);
        return new AssociateRequestPdu
        {
            ProtocolVersion = version,
            CalledAETitle = called,
            CallingAETitle = calling,
            ApplicationContext = applicationContext!,
            PresentationContexts = contexts,
            UserInformation = user!,
        };
    }

    private static PresentationContext ReadProposedContext(ReadOnlySpan<byte> item)
    {
        var reader = new PduItemReader(item, "a presentation context");
        var id = reader.ReadByte();
        reader.Skip(3);
        Core.DicomUid? abstractSyntax = null;
        var transferSyntaxes = new List<Core.DicomUid>();
        while (!reader.IsAtEnd)
        {
            var value = reader.ReadItem(out var type);
            if (type == ItemType.AbstractSyntax)
                abstractSyntax = PduItemReader.Uid(value);
            else if (type == ItemType.TransferSyntax)
                transferSyntaxes.Add(PduItemReader.Uid(value));
        }

        Require(abstractSyntax is not null, $"presentation context {id} without an abstract syntax");
        Require(transferSyntaxes.Count > 0, $"presentation context {id} without a transfer syntax");
        return new PresentationContext(id, abstractSyntax!.Value, transferSyntaxes);
    }

    private static void CheckIds(List<PresentationContext> contexts)
    {
        Span<bool> seen = stackalloc bool[256];
        foreach (var context in contexts)
        {
            Require((context.Id & 1) == 1, $"presentation context id {context.Id} is not odd");
            Require(!seen[context.Id], $"presentation context id {context.Id} comes twice");
            seen[context.Id] = true;
        }
    }

    private static AssociateAcceptPdu ReadAssociateAccept(ReadOnlySpan<byte> body)
    {
        var reader = new PduItemReader(body, "A-ASSOCIATE-AC");
        var version = reader.ReadUInt16();
        reader.Skip(2);
        var called = PduItemReader.Text(reader.Take(16));
        var calling = PduItemReader.Text(reader.Take(16));
        reader.Skip(32);

        var applicationContext = ApplicationContextName.Dicom;
        var contexts = new List<PresentationContextDecision>();
        var user = new UserInformation();
        while (!reader.IsAtEnd)
        {
            var item = reader.ReadItem(out var type);
            switch (type)
            {
                case ItemType.ApplicationContext:
                    applicationContext = PduItemReader.Text(item);
                    break;
                case ItemType.PresentationContextAccept:
                    contexts.Add(ReadAnsweredContext(item));
                    break;
                case ItemType.UserInformation:
                    user = UserInformationReader.Read(item);
                    break;
            }
        }

        return new AssociateAcceptPdu
        {
            ProtocolVersion = version,
            CalledAETitle = called,
            CallingAETitle = calling,
            ApplicationContext = applicationContext,
            PresentationContexts = contexts,
            UserInformation = user,
        };
    }

    private static PresentationContextDecision ReadAnsweredContext(ReadOnlySpan<byte> item)
    {
        var reader = new PduItemReader(item, "a presentation context");
        var id = reader.ReadByte();
        reader.Skip(1);
        var result = (PresentationContextResult)reader.ReadByte();
        reader.Skip(1);
        var transferSyntax = new Core.DicomUid("");
        while (!reader.IsAtEnd)
        {
            var value = reader.ReadItem(out var type);
            if (type == ItemType.TransferSyntax)
                transferSyntax = PduItemReader.Uid(value);
        }

        // Only significant when accepted (PS3.8 9.3.3.2); some peers leave it out otherwise.
        Require(result != PresentationContextResult.Acceptance || !transferSyntax.IsEmpty, $"accepted presentation context {id} without a transfer syntax");
        return new PresentationContextDecision(id, result, transferSyntax);
    }

    private static AssociateRejectPdu ReadAssociateReject(ReadOnlySpan<byte> body)
    {
        Require(body.Length == 4, $"A-ASSOCIATE-RJ of {body.Length} bytes instead of 4");
        return new AssociateRejectPdu(new AssociationRejection((AssociationRejectResult)body[1], (AssociationRejectSource)body[2], body[3]));
    }

    private static AbortPdu ReadAbort(ReadOnlySpan<byte> body)
    {
        Require(body.Length == 4, $"A-ABORT of {body.Length} bytes instead of 4");
        return new AbortPdu((AbortSource)body[2], (AbortReason)body[3]);
    }

    private static Pdu Fixed(ReadOnlySpan<byte> body, string name, Pdu pdu)
    {
        Require(body.Length == 4, $"{name} of {body.Length} bytes instead of 4");
        return pdu;
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
            throw new PduFormatException(AbortReason.InvalidPduParameterValue, otherwise);
    }
}
