using System.Text;
using System.Xml.Linq;
using CsCheck;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>What audit messages say, against the schema of PS3.15 A.5.1 and the tables of A.5.3.</summary>
public sealed class AuditMessageTests
{
    private static readonly DateTimeOffset Moment = new(2026, 3, 1, 8, 0, 0, 123, TimeSpan.FromHours(2));

    private readonly AuditBench.OneStudy _studies = new();

    [Fact]
    public async Task A_study_received_names_source_destination_study_and_patient()
    {
        var message = await MessageAsync(new ActivityRecord
        {
            Kind = ActivityKind.Receive,
            Peer = "CAM1",
            Address = "10.0.0.7",
            StudyInstanceUid = "1.2.3",
            Instances = 2,
            Message = "Received 2 instances.",
        });

        Assert.Equal(("110104", "C", "0"), Event(message));
        Assert.Equal("2026-03-01T06:00:00.123Z", (string?)message.Element("EventIdentification")!.Attribute("EventDateTime"));
        var source = Participant(message, "110153");
        Assert.Equal(("CAM1", "AETITLES=CAM1", "true", "10.0.0.7", "2"), (
            (string?)source.Attribute("UserID"), (string?)source.Attribute("AlternativeUserID"), (string?)source.Attribute("UserIsRequestor"),
            (string?)source.Attribute("NetworkAccessPointID"), (string?)source.Attribute("NetworkAccessPointTypeCode")));
        Assert.Equal("AETITLES=OPTOSADVANCE", (string?)Participant(message, "110152").Attribute("AlternativeUserID"));
        var study = Object(message, "110180");
        Assert.Equal(("1.2.3", "2", "3"), ((string?)study.Attribute("ParticipantObjectID"), (string?)study.Attribute("ParticipantObjectTypeCode"), (string?)study.Attribute("ParticipantObjectTypeCodeRole")));
        Assert.Equal("A1", (string?)study.Descendants("Accession").Single().Attribute("Number"));
        Assert.Equal("2", (string?)study.Descendants("SOPClass").Single().Attribute("NumberOfInstances"));
        Assert.Equal("OCT ?", (string?)study.Element("ParticipantObjectName"));
        var patient = Object(message, "2");
        Assert.Equal("P<1>&", (string?)patient.Attribute("ParticipantObjectID"));
        Assert.Equal("Yamada^Tarou=山田^太郎", (string?)patient.Element("ParticipantObjectName"));
        Assert.Equal("optos-1", (string?)message.Element("AuditSourceIdentification")!.Attribute("AuditSourceID"));
        Assert.Equal("Eye clinic", (string?)message.Element("AuditSourceIdentification")!.Attribute("AuditEnterpriseSiteID"));
    }

    [Fact]
    public async Task A_study_sent_goes_the_other_way()
    {
        var message = await MessageAsync(new ActivityRecord { Kind = ActivityKind.Send, Peer = "PACS1", Address = "10.0.0.9", StudyInstanceUid = "1.2.3", Message = "Sent." });
        Assert.Equal(("110104", "R", "0"), Event(message));
        Assert.Equal("PACS1", (string?)Participant(message, "110152").Attribute("UserID"));
        Assert.Equal("true", (string?)Participant(message, "110153").Attribute("UserIsRequestor"));
    }

    [Fact]
    public async Task A_study_retrieved_comes_because_we_asked()
    {
        var message = await MessageAsync(new ActivityRecord { Kind = ActivityKind.Retrieve, Peer = "ARCHIVE", Address = "10.0.0.9", StudyInstanceUid = "1.2.3", Instances = 4, Message = "Retrieval by alice (C-GET)" });
        Assert.Equal(("110104", "C", "0"), Event(message));
        Assert.Equal("AETITLES=ARCHIVE", (string?)Participant(message, "110153").Attribute("AlternativeUserID"));
        Assert.Equal("true", (string?)Participant(message, "110152").Attribute("UserIsRequestor"));
        Assert.Equal("1.2.3", (string?)Object(message, "110180").Attribute("ParticipantObjectID"));
    }

    [Theory]
    [InlineData("Query for studies by alice: 3 found.", "1.2.840.10008.5.1.4.1.2.2.1")]
    [InlineData("Query for worklist items by alice: 3 found.", "1.2.840.10008.5.1.4.31")]
    public async Task A_query_names_who_asked_whom_for_what(string text, string sopClass)
    {
        var message = await MessageAsync(new ActivityRecord { Kind = ActivityKind.Query, Peer = "ARCHIVE", Address = "pacs.clinic.example", Message = text });
        Assert.Equal(("110112", "E", "0"), Event(message));
        Assert.Equal("pacs.clinic.example", (string?)Participant(message, "110152").Attribute("NetworkAccessPointID"));
        var query = Object(message, "110181");
        Assert.Equal(sopClass, (string?)query.Attribute("ParticipantObjectID"));
        Assert.Equal(text, Encoding.UTF8.GetString(Convert.FromBase64String((string)query.Element("ParticipantObjectQuery")!)));
    }

    [Fact]
    public async Task A_study_purged_is_a_study_deleted_and_one_set_aside_is_not()
    {
        var row = new ActivityRecord { Kind = ActivityKind.Purge, StudyInstanceUid = "1.2.3", Message = "Purged.", Before = DeletedStudy.Text("P9") };
        var message = await MessageAsync(row);
        Assert.Equal(("110105", "D", "0"), Event(message));
        Assert.Equal("P9", (string?)Object(message, "2").Attribute("ParticipantObjectID"));
        Assert.Null(await Mapping().MapAsync(row with { Outcome = ActivityOutcome.Failure }, TestContext.Current.CancellationToken));
        Assert.Null(await Mapping().MapAsync(row with { StudyInstanceUid = null }, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_removed_study_still_has_its_patient()
    {
        _studies.Study = null;
        var before = DeletedStudy.Text(new StudySummary { PatientId = "P7", PatientName = "Doe^Jane", AccessionNumber = "A7" });
        var message = await MessageAsync(new ActivityRecord { Kind = ActivityKind.Delete, Peer = "alice", StudyInstanceUid = "1.2.3", Message = "Removed.", Before = before });
        Assert.Equal(("110105", "D", "0"), Event(message));
        Assert.Equal("15", (string?)Object(message, "110180").Attribute("ParticipantObjectDataLifeCycle"));
        Assert.Equal("P7", (string?)Object(message, "2").Attribute("ParticipantObjectID"));
        Assert.Equal("alice", (string?)message.Elements("ActiveParticipant").Single(each => (bool)each.Attribute("UserIsRequestor")!).Attribute("UserID"));
    }

    [Theory]
    [InlineData("Stopped", "Running", "110120")]
    [InlineData("Running", "Stopped", "110121")]
    public async Task The_start_and_the_end_of_the_host_are_application_activity(string before, string after, string type)
    {
        var message = await MessageAsync(new ActivityRecord { Kind = ActivityKind.Host, Message = "x", Before = before, After = after });
        Assert.Equal(("110100", "E", "0"), Event(message));
        Assert.Equal([type], Types(message));
        Assert.Equal("AETITLES=OPTOSADVANCE", (string?)Participant(message, "110150").Attribute("AlternativeUserID"));
        Assert.Equal("true", (string?)Participant(message, "110151").Attribute("UserIsRequestor"));
    }

    [Theory]
    [InlineData("LocalAE.Port=104", "110128")]
    [InlineData("RemoteAE/PACS1.Port=104", "110128")]
    [InlineData("LocalAE.CallerPolicy=Any", "110128 110129")]
    [InlineData("Notification.CredentialPassword=***", "110129")]
    [InlineData("Audit.Server=x", "110129")]
    [InlineData("Repository.Path=/x", "110131")]
    public async Task A_changed_setting_is_a_security_alert_of_its_kind(string after, string types)
    {
        var message = await MessageAsync(new ActivityRecord { Kind = ActivityKind.Configuration, Peer = "alice", Message = "Changed", Before = after.Split('=')[0] + "=", After = after });
        Assert.Equal("110113", Event(message).Id);
        Assert.Equal(types.Split(' '), Types(message));
        Assert.Contains(message.Elements("ActiveParticipant"), each => (string?)each.Attribute("UserID") == "alice" && !(bool)each.Attribute("UserIsRequestor")!);
        var details = message.Descendants("ParticipantObjectDetail").ToDictionary(
            each => (string)each.Attribute("type")!, each => Encoding.UTF8.GetString(Convert.FromBase64String((string)each.Attribute("value")!)));
        Assert.Equal(("Changed", after), (details["Alert Description"], details["After"]));
    }

    [Fact]
    public async Task A_refused_caller_is_a_security_alert()
    {
        var message = await MessageAsync(new ActivityRecord { Kind = ActivityKind.Refusal, Outcome = ActivityOutcome.Warning, Peer = "STRANGER", Address = "10.0.0.66", Message = "Refused (1,1,3)" });
        Assert.Equal(("110113", "E", "4"), Event(message));
        Assert.Equal(["110126"], Types(message));
        Assert.Equal("Refused (1,1,3)", (string?)message.Descendants("EventOutcomeDescription").Single());
        Assert.Equal("10.0.0.66", (string?)Object(message, "110182").Attribute("ParticipantObjectID"));
    }

    [Theory]
    [InlineData(ActivityKind.Import, "110107", "C", "110155")]
    [InlineData(ActivityKind.Export, "110106", "R", "110154")]
    public async Task Import_and_export_name_the_medium(ActivityKind kind, string id, string action, string role)
    {
        var message = await MessageAsync(new ActivityRecord { Kind = kind, Peer = "alice", StudyInstanceUid = "1.2.3", Message = "Exported 4 of 4 instances to '/mnt/usb'." });
        Assert.Equal((id, action, "0"), Event(message));
        var medium = Participant(message, role);
        Assert.Equal("/mnt/usb", (string?)medium.Attribute("UserID"));
        Assert.Equal("110037", (string?)medium.Descendants("MediaType").Single().Attribute("csd-code"));
    }

    [Theory]
    [InlineData(ActivityKind.Test)]
    [InlineData(ActivityKind.Notification)]
    [InlineData(ActivityKind.Audit)]
    [InlineData(ActivityKind.Association)]
    [InlineData(ActivityKind.Protection)]
    public async Task What_is_none_of_an_auditors_business_is_no_message(ActivityKind kind) =>
        Assert.Null(await Mapping().MapAsync(new ActivityRecord { Kind = kind, Message = "x" }, TestContext.Current.CancellationToken));

    [Theory]
    [InlineData(" ", "unknown", "<none>")]
    [InlineData("\t\r\n", "unknown", "<none>")]
    [InlineData(" A  B\n", "A B", "A B")]
    public async Task Spaces_that_a_peer_sends_are_none_of_a_token(string sent, string user, string study)
    {
        var message = await MessageAsync(new ActivityRecord { Kind = ActivityKind.Retrieve, Peer = sent, Address = sent, StudyInstanceUid = sent, Message = "Retrieved." });
        Assert.Contains(message.Elements("ActiveParticipant"), each => (string?)each.Attribute("UserID") == user);
        Assert.Equal(study, (string?)Object(message, "110180").Attribute("ParticipantObjectID"));
    }

    [Fact]
    public void Whatever_a_peer_sends_makes_a_valid_message_that_fits_a_datagram() =>
        Gen.Select(Gen.Enum<ActivityKind>(), Gen.Enum<ActivityOutcome>(), Gen.String[0, 6000], Gen.String[0, 30], Gen.String[0, 70], Gen.String[0, 500])
            .Sample((kind, outcome, message, peer, study, before) =>
            {
                _studies.Study = null;
                var row = new ActivityRecord
                {
                    Time = Moment,
                    Kind = kind,
                    Outcome = outcome,
                    Message = message,
                    Peer = peer,
                    Address = peer,
                    StudyInstanceUid = study.Length == 0 ? null : study,
                    Before = before,
                    After = before,
                };
                if (Mapping().MapAsync(row, CancellationToken.None).GetAwaiter().GetResult() is { } made)
                {
                    var xml = AuditXml.Write(made, "optos-1", null);
                    AuditSchema.Validate(Encoding.UTF8.GetString(xml));
                    Assert.InRange(SyslogMessage.Audit(Moment, made.Outcome, xml).Length, 1, 65_507);
                }
            });

    private static AuditMapping Mapping(IStudySearch search) => new(
        new ApplianceSettings(new ApplianceConfiguration { Audit = new AuditSettings { SourceId = "optos-1" } }), new AuditStudies(search));

    private AuditMapping Mapping() => Mapping(_studies);

    private async Task<XElement> MessageAsync(ActivityRecord row)
    {
        var message = await Mapping().MapAsync(row with { Time = Moment }, TestContext.Current.CancellationToken);
        return AuditSchema.Validate(Encoding.UTF8.GetString(AuditXml.Write(message!, "optos-1", "Eye clinic")));
    }

    private static (string? Id, string? Action, string? Outcome) Event(XElement message)
    {
        var identification = message.Element("EventIdentification")!;
        return ((string?)identification.Element("EventID")!.Attribute("csd-code"), (string?)identification.Attribute("EventActionCode"), (string?)identification.Attribute("EventOutcomeIndicator"));
    }

    private static IEnumerable<string> Types(XElement message) => message.Descendants("EventTypeCode").Select(each => (string)each.Attribute("csd-code")!);

    private static XElement Participant(XElement message, string role) =>
        message.Elements("ActiveParticipant").Single(each => each.Elements("RoleIDCode").Any(code => (string?)code.Attribute("csd-code") == role));

    private static XElement Object(XElement message, string idType) => message.Elements("ParticipantObjectIdentification")
        .Single(each => (string?)each.Element("ParticipantObjectIDTypeCode")!.Attribute("csd-code") == idType);
}
