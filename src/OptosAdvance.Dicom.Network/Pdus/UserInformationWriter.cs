using System.Buffers;
using System.Buffers.Binary;

namespace OptosAdvance.Dicom.Network;

/// <summary>Encodes the user information item.</summary>
internal static class UserInformationWriter
{
    public static void Write(IBufferWriter<byte> writer, UserInformation user)
    {
        var items = new ArrayBufferWriter<byte>(128);
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(four, user.MaximumPduLength);
        PduWriter.WriteItem(items, ItemType.MaximumLength, four);
        if (user.ImplementationClassUid is { } uid)
            PduWriter.WriteItem(items, ItemType.ImplementationClassUid, uid.Value);
        if (user.AsynchronousOperationsWindow is { } window)
        {
            BinaryPrimitives.WriteUInt16BigEndian(four, window.Invoked);
            BinaryPrimitives.WriteUInt16BigEndian(four[2..], window.Performed);
            PduWriter.WriteItem(items, ItemType.AsynchronousOperationsWindow, four);
        }

        foreach (var role in user.RoleSelections)
        {
            var item = new ArrayBufferWriter<byte>(80);
            PduWriter.WritePrefixed(item, role.SopClass);
            item.Write<byte>([(byte)(role.Scu ? 1 : 0), (byte)(role.Scp ? 1 : 0)]);
            PduWriter.WriteItem(items, ItemType.RoleSelection, item.WrittenSpan);
        }

        if (!string.IsNullOrEmpty(user.ImplementationVersionName))
            PduWriter.WriteItem(items, ItemType.ImplementationVersionName, user.ImplementationVersionName);
        foreach (var extended in user.ExtendedNegotiations)
        {
            var item = new ArrayBufferWriter<byte>(80);
            PduWriter.WritePrefixed(item, extended.SopClass);
            item.Write(extended.Information.Span);
            PduWriter.WriteItem(items, ItemType.ExtendedNegotiation, item.WrittenSpan);
        }

        foreach (var common in user.CommonExtendedNegotiations)
            WriteCommon(items, common);
        if (user.UserIdentity is { } identity)
        {
            var item = new ArrayBufferWriter<byte>(80);
            item.Write<byte>([(byte)identity.Type, (byte)(identity.PositiveResponseRequested ? 1 : 0)]);
            PduWriter.WritePrefixed(item, identity.PrimaryField.Span);
            PduWriter.WritePrefixed(item, identity.SecondaryField.Span);
            PduWriter.WriteItem(items, ItemType.UserIdentityRequest, item.WrittenSpan);
        }

        if (user.UserIdentityResponse is { } response)
        {
            var item = new ArrayBufferWriter<byte>(80);
            PduWriter.WritePrefixed(item, response.Span);
            PduWriter.WriteItem(items, ItemType.UserIdentityResponse, item.WrittenSpan);
        }

        PduWriter.WriteItem(writer, ItemType.UserInformation, items.WrittenSpan);
    }

    private static void WriteCommon(ArrayBufferWriter<byte> items, CommonExtendedNegotiation common)
    {
        var related = new ArrayBufferWriter<byte>(80);
        foreach (var uid in common.RelatedGeneralSopClasses)
            PduWriter.WritePrefixed(related, uid);
        var item = new ArrayBufferWriter<byte>(160);
        PduWriter.WritePrefixed(item, common.SopClass);
        PduWriter.WritePrefixed(item, common.ServiceClass);
        PduWriter.WritePrefixed(item, related.WrittenSpan);

        // The byte after the type is the sub-item version here (PS3.7 Table D.3-12); the only one there is, is 0.
        PduWriter.WriteItem(items, ItemType.CommonExtendedNegotiation, item.WrittenSpan);
    }
}
