using System.Buffers;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network.Tests;

public sealed class CommandSetTests
{
    [Fact]
    public void Writes_a_C_ECHO_request_as_the_standard_says()
    {
        var writer = new ArrayBufferWriter<byte>();

        CommandWriter.Write(writer, new CommandSet { Field = CommandField.CEchoRequest, MessageId = 1, AffectedSopClassUid = DicomUid.Verification });

        // Group length 56; affected SOP class (padded to 18); command field 0030H; message id 1; data set type 0101H (PS3.7 Table 9.3-12).
        Assert.Equal(
            "0000000004000000" + "38000000"
            + "0000020012000000" + "312E322E3834302E31303030382E312E3100"
            + "0000000102000000" + "3000"
            + "0000100102000000" + "0100"
            + "0000000802000000" + "0101",
            Convert.ToHexString(writer.WrittenSpan));
    }

    [Fact]
    public void Reads_back_every_field_that_it_writes()
    {
        var command = new CommandSet
        {
            Field = CommandField.NActionRequest | CommandField.ResponseBit,
            MessageId = 7,
            RespondsTo = 8,
            HasDataSet = true,
            AffectedSopClassUid = new DicomUid("1.2.3"),
            RequestedSopClassUid = new DicomUid("1.2.4"),
            AffectedSopInstanceUid = new DicomUid("1.2.5"),
            RequestedSopInstanceUid = new DicomUid("1.2.6"),
            Priority = 2,
            Status = 0xB000,
            MoveDestination = "DEST",
            MoveOriginatorAETitle = "ORIGIN",
            MoveOriginatorMessageId = 9,
            OffendingElements = [DicomTag.PatientID, DicomTag.PatientName],
            ErrorComment = "a comment",
            ErrorId = 10,
            EventTypeId = 11,
            ActionTypeId = 12,
            AttributeIdentifiers = [DicomTag.StudyDate],
            Remaining = 13,
            Completed = 14,
            Failed = 15,
            Warning = 16,
        };
        var writer = new ArrayBufferWriter<byte>();
        CommandWriter.Write(writer, command);

        var read = CommandReader.Read(writer.WrittenSpan, new DicomUid("1.2.3"));

        Assert.Equivalent(command, read, strict: true);
        Assert.Equal(0, writer.WrittenCount % 2);
    }

    [Theory]
    [InlineData("3080", true)]
    [InlineData("3000", false)]
    public void Passes_over_what_other_groups_a_response_has(string field, bool isTaken)
    {
        var bytes = Convert.FromHexString("0000000102000000" + field + "0000000802000000" + "0101" + "0800000004000000" + "0A000000" + "0800580002000000" + "3100");
        if (isTaken)
        {
            Assert.False(CommandReader.Read(bytes, default).HasDataSet);
            Assert.Throws<CommandFormatException>(() => CommandReader.Read(bytes.AsSpan(..^1), default));
        }
        else
        {
            Assert.Throws<CommandFormatException>(() => CommandReader.Read(bytes, default));
        }
    }

    [Theory]
    [InlineData("0000020001")]
    [InlineData("08000001020000003000")]
    [InlineData("0000000102000000")]
    [InlineData("00000001FFFFFFFF3000")]
    [InlineData("0000000102000000" + "3000")]
    [InlineData("0000000802000000" + "0101")]
    [InlineData("000000010400000030000000" + "0000000802000000" + "0101")]
    public void Refuses_what_is_no_command_set(string hex) =>
        Assert.Throws<CommandFormatException>(() => CommandReader.Read(Convert.FromHexString(hex), default));

    [Theory]
    [InlineData(0x0000, true, false, false)]
    [InlineData(0xFF00, false, false, true)]
    [InlineData(0xFF01, false, false, true)]
    [InlineData(0xB007, false, true, false)]
    [InlineData(0x0107, false, true, false)]
    [InlineData(0xA700, false, false, false)]
    [InlineData(0xC123, false, false, false)]
    [InlineData(0x0211, false, false, false)]
    public void Sorts_statuses(int code, bool success, bool warning, bool pending)
    {
        var status = new DimseStatus((ushort)code);

        Assert.Equal((success, warning, pending), (status.IsSuccess, status.IsWarning, status.IsPending));
        Assert.Equal(!success && !warning && !pending, status.IsFailure);
        Assert.NotEmpty(status.Text);
    }
}
