using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>Decodes the sub-items of the user information item (PS3.8 Annex D, PS3.7 D.3.3).</summary>
internal static class UserInformationReader
{
    public static UserInformation Read(ReadOnlySpan<byte> item)
    {
        var reader = new PduItemReader(item, "the user information item");
        var user = new UserInformation();
        List<RoleSelection>? roles = null;
        List<ExtendedNegotiation>? extended = null;
        List<CommonExtendedNegotiation>? common = null;
        while (!reader.IsAtEnd)
        {
            var value = reader.ReadItem(out var type);
            var field = new PduItemReader(value, $"user item {type:X2}H");
            switch (type)
            {
                case ItemType.MaximumLength:
                    user = user with { MaximumPduLength = field.ReadUInt32() };
                    break;
                case ItemType.ImplementationClassUid:
                    user = user with { ImplementationClassUid = PduItemReader.Uid(value) };
                    break;
                case ItemType.ImplementationVersionName:
                    user = user with { ImplementationVersionName = PduItemReader.Text(value) };
                    break;
                case ItemType.AsynchronousOperationsWindow:
                    user = user with { AsynchronousOperationsWindow = new AsynchronousOperationsWindow(field.ReadUInt16(), field.ReadUInt16()) };
                    break;
                case ItemType.RoleSelection:
                    (roles ??= []).Add(new RoleSelection(PduItemReader.Uid(field.TakePrefixed()), field.ReadByte() == 1, field.ReadByte() == 1));
                    break;
                case ItemType.ExtendedNegotiation:
                    (extended ??= []).Add(new ExtendedNegotiation(PduItemReader.Uid(field.TakePrefixed()), field.TakeRest().ToArray()));
                    break;
                case ItemType.CommonExtendedNegotiation:
                    (common ??= []).Add(ReadCommon(ref field));
                    break;
                case ItemType.UserIdentityRequest:
                    user = user with { UserIdentity = ReadIdentity(ref field) };
                    break;
                case ItemType.UserIdentityResponse:
                    user = user with { UserIdentityResponse = field.TakePrefixed().ToArray() };
                    break;
            }
        }

        return user with
        {
            RoleSelections = roles ?? (IReadOnlyList<RoleSelection>)[],
            ExtendedNegotiations = extended ?? (IReadOnlyList<ExtendedNegotiation>)[],
            CommonExtendedNegotiations = common ?? (IReadOnlyList<CommonExtendedNegotiation>)[],
        };
    }

    private static CommonExtendedNegotiation ReadCommon(ref PduItemReader field)
    {
        var sopClass = PduItemReader.Uid(field.TakePrefixed());
        var serviceClass = PduItemReader.Uid(field.TakePrefixed());
        var related = new List<DicomUid>();
        if (!field.IsAtEnd)
        {
            var list = new PduItemReader(field.TakePrefixed(), "the related general SOP classes");
            while (!list.IsAtEnd)
                related.Add(PduItemReader.Uid(list.TakePrefixed()));
        }

        return new CommonExtendedNegotiation(sopClass, serviceClass, related);
    }

    private static UserIdentity ReadIdentity(ref PduItemReader field)
    {
        var type = (UserIdentityType)field.ReadByte();
        var positive = field.ReadByte() == 1;
        var primary = field.TakePrefixed().ToArray();
        var secondary = field.IsAtEnd ? [] : field.TakePrefixed().ToArray();
        return new UserIdentity(type, positive, primary, secondary);
    }
}
