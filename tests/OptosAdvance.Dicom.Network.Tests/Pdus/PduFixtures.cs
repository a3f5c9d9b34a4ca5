using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network.Tests;

/// <summary>PDUs as bytes, written down from the tables of PS3.8 9.3 and PS3.7 D.3.3, beside what they mean.</summary>
internal static class PduFixtures
{
    // "RECEIVER        " and "SENDER          ", 16 bytes each.
    private const string Titles = "52454345495645522020202020202020" + "53454E44455220202020202020202020";

    private const string Reserved32 = "0000000000000000000000000000000000000000000000000000000000000000";

    // 10H, reserved, length 21, "1.2.840.10008.3.1.1.1"
    private const string ApplicationContext = "10000015" + "312E322E3834302E31303030382E332E312E312E31";

    // 30H, length 17, "1.2.840.10008.1.1" and 40H, length 17, "1.2.840.10008.1.2"
    private const string Verification = "30000011" + "312E322E3834302E31303030382E312E31";
    private const string ImplicitLittleEndian = "40000011" + "312E322E3834302E31303030382E312E32";

    // 51H maximum length 16,384
    private const string MaximumLength = "51000004" + "00004000";

    // 52H "1.2.3"
    private const string ImplementationClass = "52000005" + "312E322E33";

    // 55H "TEST"
    private const string ImplementationVersion = "55000004" + "54455354";

    // 53H invoked 3, performed 2
    private const string Window = "53000004" + "0003" + "0002";

    // 54H: UID length 5 "1.2.4", SCU 0, SCP 1
    private const string Role = "54000009" + "0005" + "312E322E34" + "00" + "01";

    // 56H: UID length 5 "1.2.4", information 01 02 03
    private const string Extended = "5600000A" + "0005" + "312E322E34" + "010203";

    // 57H: "1.2.4" of service class "1.2.5", related { "1.2.6" } (list of 7 bytes)
    private const string Common = "57000017" + "0005" + "312E322E34" + "0005" + "312E322E35" + "0007" + "0005" + "312E322E36";

    // 58H: type 2, response requested, "ann", "pw"
    private const string Identity = "5800000B" + "02" + "01" + "0003" + "616E6E" + "0002" + "7077";

    // 59H: response of 2 bytes
    private const string IdentityResponse = "59000004" + "0002" + "CAFE";

    public static readonly TheoryData<string, string> All = new()
    {
        { nameof(Request), Request },
        { nameof(RequestWithEverything), RequestWithEverything },
        { nameof(Accept), Accept },
        { nameof(AcceptWithEverything), AcceptWithEverything },
        { nameof(Reject), Reject },
        { nameof(ReleaseRequest), ReleaseRequest },
        { nameof(ReleaseResponse), ReleaseResponse },
        { nameof(Abort), Abort },
    };

    public static string Request => Pdu(
        "01", "0001" + "0000" + Titles + Reserved32 + ApplicationContext
        + Item("20", "01000000" + Verification + ImplicitLittleEndian)
        + Item("50", MaximumLength + ImplementationClass + ImplementationVersion));

    public static string RequestWithEverything => Pdu(
        "01", "0001" + "0000" + Titles + Reserved32 + ApplicationContext
        + Item("20", "01000000" + Verification + ImplicitLittleEndian)
        + Item("20", "FF000000" + Verification + ImplicitLittleEndian + ImplicitLittleEndian)
        + Item("50", MaximumLength + ImplementationClass + Window + Role + ImplementationVersion + Extended + Common + Identity));

    public static string Accept => Pdu(
        "02", "0001" + "0000" + Titles + Reserved32 + ApplicationContext
        + Item("21", "01000000" + ImplicitLittleEndian)
        + Item("50", MaximumLength + ImplementationClass));

    public static string AcceptWithEverything => Pdu(
        "02", "0001" + "0000" + Titles + Reserved32 + ApplicationContext
        + Item("21", "01000000" + ImplicitLittleEndian)
        + Item("21", "03000300" + ImplicitLittleEndian)
        + Item("50", MaximumLength + ImplementationClass + Window + Role + ImplementationVersion + Extended + IdentityResponse));

    public static string Reject => "0300" + "00000004" + "00" + "02" + "03" + "02";

    public static string ReleaseRequest => "0500" + "00000004" + "00000000";

    public static string ReleaseResponse => "0600" + "00000004" + "00000000";

    public static string Abort => "0700" + "00000004" + "0000" + "02" + "06";

    public static DicomUid Uid(string text) => new(text);

    public static byte[] Bytes(string hex) => Convert.FromHexString(hex);

    public static string Pdu(string type, string body) => type + "00" + (body.Length / 2).ToString("X8") + body;

    public static string Item(string type, string body) => type + "00" + (body.Length / 2).ToString("X4") + body;
}
