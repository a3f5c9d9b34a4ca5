using System.Globalization;
using System.Text;
using System.Xml;

namespace OptosAdvance.Dicom.Host;

/// <summary>Writes audit messages as the schema of PS3.15 A.5.1 has them.</summary>
internal static class AuditXml
{
    /// <summary>A datagram has room for 65,507 bytes; no text of a message needs a tenth of that.</summary>
    private const int MaximumText = 2000;

    private static readonly char[] s_spaces = [' ', '\t', '\r', '\n'];

    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = false };

    /// <param name="message">What to tell.</param>
    /// <param name="sourceId">AuditSourceID.</param>
    /// <param name="siteId">AuditEnterpriseSiteID; null for none.</param>
    /// <returns>UTF-8, without a byte order mark.</returns>
    public static byte[] Write(AuditEvent message, string sourceId, string? siteId)
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, Settings))
        {
            xml.WriteStartElement("AuditMessage");
            WriteEvent(xml, message);
            foreach (var participant in message.Participants)
            {
                WriteParticipant(xml, participant);
            }

            xml.WriteStartElement("AuditSourceIdentification");
            Attribute(xml, "AuditEnterpriseSiteID", siteId);
            Attribute(xml, "AuditSourceID", sourceId);
            xml.WriteStartElement("AuditSourceTypeCode");
            Attribute(xml, "csd-code", "4");
            xml.WriteEndElement();
            xml.WriteEndElement();
            foreach (var each in message.Objects)
            {
                WriteObject(xml, each);
            }

            xml.WriteEndElement();
        }

        return stream.ToArray();
    }

    private static void WriteEvent(XmlWriter xml, AuditEvent message)
    {
        xml.WriteStartElement("EventIdentification");
        Attribute(xml, "EventActionCode", message.Action.ToString());
        Attribute(xml, "EventDateTime", message.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        Attribute(xml, "EventOutcomeIndicator", ((int)message.Outcome).ToString(CultureInfo.InvariantCulture));
        WriteCode(xml, "EventID", message.Id);
        foreach (var type in message.Types)
        {
            WriteCode(xml, "EventTypeCode", type);
        }

        if (message.OutcomeDescription is { Length: > 0 } description)
        {
            xml.WriteElementString("EventOutcomeDescription", Text(description));
        }

        xml.WriteEndElement();
    }

    private static void WriteParticipant(XmlWriter xml, AuditParticipant participant)
    {
        xml.WriteStartElement("ActiveParticipant");
        Attribute(xml, "UserID", string.IsNullOrWhiteSpace(participant.UserId) ? "unknown" : participant.UserId);
        Attribute(xml, "AlternativeUserID", participant.AETitle is { } title ? "AETITLES=" + title : null);
        Attribute(xml, "UserName", participant.UserName);
        Attribute(xml, "UserIsRequestor", participant.IsRequestor ? "true" : "false");
        if (participant.NetworkAccessPoint is { } point && !string.IsNullOrWhiteSpace(point))
        {
            Attribute(xml, "NetworkAccessPointID", point);
            Attribute(xml, "NetworkAccessPointTypeCode", System.Net.IPAddress.TryParse(point, out _) ? "2" : "1");
        }

        if (participant.Role is { } role)
        {
            WriteCode(xml, "RoleIDCode", role);
        }

        if (participant.Media is { } media)
        {
            xml.WriteStartElement("MediaIdentifier");
            WriteCode(xml, "MediaType", media);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteObject(XmlWriter xml, AuditObject each)
    {
        xml.WriteStartElement("ParticipantObjectIdentification");
        Attribute(xml, "ParticipantObjectID", string.IsNullOrWhiteSpace(each.Id) ? "<none>" : each.Id);
        Attribute(xml, "ParticipantObjectTypeCode", each.TypeCode.ToString(CultureInfo.InvariantCulture));
        Attribute(xml, "ParticipantObjectTypeCodeRole", each.Role?.ToString(CultureInfo.InvariantCulture));
        Attribute(xml, "ParticipantObjectDataLifeCycle", each.LifeCycle?.ToString(CultureInfo.InvariantCulture));
        WriteCode(xml, "ParticipantObjectIDTypeCode", each.IdType);
        if (each.Query is { } query)
        {
            xml.WriteElementString("ParticipantObjectQuery", Base64(query));
        }
        else
        {
            xml.WriteElementString("ParticipantObjectName", Token(each.Name));
        }

        foreach (var (type, value) in each.Details)
        {
            xml.WriteStartElement("ParticipantObjectDetail");
            Attribute(xml, "type", type);
            xml.WriteAttributeString("value", Base64(value));
            xml.WriteEndElement();
        }

        if (each.SopClasses.Count > 0)
        {
            WriteDescription(xml, each);
        }

        xml.WriteEndElement();
    }

    private static void WriteDescription(XmlWriter xml, AuditObject each)
    {
        xml.WriteStartElement("ParticipantObjectDescription");
        if (each.AccessionNumber.Length > 0)
        {
            xml.WriteStartElement("Accession");
            Attribute(xml, "Number", each.AccessionNumber);
            xml.WriteEndElement();
        }

        foreach (var (uid, instances) in each.SopClasses)
        {
            xml.WriteStartElement("SOPClass");
            Attribute(xml, "UID", uid);
            Attribute(xml, "NumberOfInstances", instances.ToString(CultureInfo.InvariantCulture));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteCode(XmlWriter xml, string element, AuditCode code)
    {
        xml.WriteStartElement(element);
        Attribute(xml, "csd-code", code.Value);
        Attribute(xml, "codeSystemName", code.System);
        Attribute(xml, "originalText", code.Meaning);
        xml.WriteEndElement();
    }

    private static void Attribute(XmlWriter xml, string name, string? value)
    {
        if (value is not null)
        {
            xml.WriteAttributeString(name, Token(value));
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(Shorten(text)));

    /// <summary>The schema's attributes are tokens: no spaces at either end, and one at most between two words.</summary>
    private static string Token(string text) => string.Join(' ', Text(text).Split(s_spaces, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>What XML 1.0 cannot hold becomes a question mark: peers send anything.</summary>
    private static string Text(string text)
    {
        var shortened = Shorten(text);
        var result = new StringBuilder(shortened.Length);
        foreach (var rune in shortened.EnumerateRunes())
        {
            var isXml = rune.Value is 0x9 or 0xA or 0xD or (>= 0x20 and <= 0xD7FF) or (>= 0xE000 and <= 0xFFFD and not 0xFFFD) or >= 0x10000;
            result.Append(isXml ? rune.ToString() : "?");
        }

        return result.ToString();
    }

    private static string Shorten(string text) => text.Length > MaximumText ? text[..MaximumText] + "…" : text;
}
