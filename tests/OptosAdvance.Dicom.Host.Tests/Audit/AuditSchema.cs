using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>The schema of PS3.15 A.5.1, which is in RELAX NG there, as XML Schema.</summary>
internal static class AuditSchema
{
    private const string Text =
        """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
          <xs:complexType name="Coded">
            <xs:attribute name="csd-code" type="xs:token" use="required"/>
            <xs:attribute name="codeSystemName" type="xs:token" use="required"/>
            <xs:attribute name="displayName" type="xs:token"/>
            <xs:attribute name="originalText" type="xs:token" use="required"/>
          </xs:complexType>
          <xs:complexType name="Uid"><xs:attribute name="UID" use="required"><xs:simpleType><xs:restriction base="xs:token">
            <xs:pattern value="[0-2]((\.0)|(\.[1-9][0-9]*))*"/></xs:restriction></xs:simpleType></xs:attribute></xs:complexType>
          <xs:simpleType name="Point"><xs:restriction base="xs:token"><xs:pattern value="[1-5]"/></xs:restriction></xs:simpleType>
          <xs:element name="AuditMessage">
            <xs:complexType><xs:sequence>
              <xs:element name="EventIdentification">
                <xs:complexType>
                  <xs:sequence>
                    <xs:element name="EventID" type="Coded"/>
                    <xs:element name="EventTypeCode" type="Coded" minOccurs="0" maxOccurs="unbounded"/>
                    <xs:element name="EventOutcomeDescription" type="xs:string" minOccurs="0"/>
                  </xs:sequence>
                  <xs:attribute name="EventActionCode"><xs:simpleType><xs:restriction base="xs:token"><xs:pattern value="[CRUDE]"/></xs:restriction></xs:simpleType></xs:attribute>
                  <xs:attribute name="EventDateTime" type="xs:dateTime" use="required"/>
                  <xs:attribute name="EventOutcomeIndicator" use="required">
                    <xs:simpleType><xs:restriction base="xs:token"><xs:pattern value="0|4|8|12"/></xs:restriction></xs:simpleType>
                  </xs:attribute>
                </xs:complexType>
              </xs:element>
              <xs:element name="ActiveParticipant" maxOccurs="unbounded">
                <xs:complexType>
                  <xs:sequence>
                    <xs:element name="RoleIDCode" type="Coded" minOccurs="0" maxOccurs="unbounded"/>
                    <xs:element name="MediaIdentifier" minOccurs="0">
                      <xs:complexType><xs:sequence><xs:element name="MediaType" type="Coded"/></xs:sequence></xs:complexType>
                    </xs:element>
                  </xs:sequence>
                  <xs:attribute name="UserID" type="xs:string" use="required"/>
                  <xs:attribute name="AlternativeUserID" type="xs:string"/>
                  <xs:attribute name="UserName" type="xs:string"/>
                  <xs:attribute name="UserIsRequestor" type="xs:boolean" use="required"/>
                  <xs:attribute name="NetworkAccessPointID" type="xs:token"/>
                  <xs:attribute name="NetworkAccessPointTypeCode" type="Point"/>
                </xs:complexType>
              </xs:element>
              <xs:element name="AuditSourceIdentification">
                <xs:complexType>
                  <xs:sequence>
                    <xs:element name="AuditSourceTypeCode" minOccurs="0" maxOccurs="unbounded">
                      <xs:complexType>
                        <xs:attribute name="csd-code" type="xs:token" use="required"/>
                        <xs:attribute name="codeSystemName" type="xs:token"/>
                        <xs:attribute name="originalText" type="xs:token"/>
                      </xs:complexType>
                    </xs:element>
                  </xs:sequence>
                  <xs:attribute name="AuditEnterpriseSiteID" type="xs:token"/>
                  <xs:attribute name="AuditSourceID" type="xs:token" use="required"/>
                </xs:complexType>
              </xs:element>
              <xs:element name="ParticipantObjectIdentification" minOccurs="0" maxOccurs="unbounded">
                <xs:complexType>
                  <xs:sequence>
                    <xs:element name="ParticipantObjectIDTypeCode" type="Coded"/>
                    <xs:choice>
                      <xs:element name="ParticipantObjectName" type="xs:token"/>
                      <xs:element name="ParticipantObjectQuery" type="xs:base64Binary"/>
                    </xs:choice>
                    <xs:element name="ParticipantObjectDetail" minOccurs="0" maxOccurs="unbounded">
                      <xs:complexType>
                        <xs:attribute name="type" type="xs:token" use="required"/>
                        <xs:attribute name="value" type="xs:base64Binary" use="required"/>
                      </xs:complexType>
                    </xs:element>
                    <xs:element name="ParticipantObjectDescription" minOccurs="0" maxOccurs="unbounded">
                      <xs:complexType><xs:sequence>
                        <xs:element name="MPPS" type="Uid" minOccurs="0" maxOccurs="unbounded"/>
                        <xs:element name="Accession" minOccurs="0" maxOccurs="unbounded">
                          <xs:complexType><xs:attribute name="Number" type="xs:token" use="required"/></xs:complexType>
                        </xs:element>
                        <xs:element name="SOPClass" minOccurs="0" maxOccurs="unbounded">
                          <xs:complexType>
                            <xs:sequence><xs:element name="Instance" type="Uid" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
                            <xs:attribute name="UID" type="xs:token"/>
                            <xs:attribute name="NumberOfInstances" type="xs:integer" use="required"/>
                          </xs:complexType>
                        </xs:element>
                      </xs:sequence></xs:complexType>
                    </xs:element>
                  </xs:sequence>
                  <xs:attribute name="ParticipantObjectID" type="xs:token" use="required"/>
                  <xs:attribute name="ParticipantObjectTypeCode"><xs:simpleType><xs:restriction base="xs:token"><xs:pattern value="[1-4]"/></xs:restriction></xs:simpleType></xs:attribute>
                  <xs:attribute name="ParticipantObjectTypeCodeRole"><xs:simpleType><xs:restriction base="xs:token"><xs:pattern value="[1-9]|1[0-9]|2[0-6]"/></xs:restriction></xs:simpleType></xs:attribute>
                  <xs:attribute name="ParticipantObjectDataLifeCycle"><xs:simpleType><xs:restriction base="xs:token"><xs:pattern value="[1-9]|1[0-5]"/></xs:restriction></xs:simpleType></xs:attribute>
                </xs:complexType>
              </xs:element>
            </xs:sequence></xs:complexType>
          </xs:element>
        </xs:schema>
        """;

    private static readonly XmlSchemaSet Schemas = Load();

    /// <summary>The message, which fits the schema.</summary>
    public static XElement Validate(string xml)
    {
        var message = XDocument.Parse(xml);
        var errors = new List<string>();
        message.Validate(Schemas, (_, error) => errors.Add(error.Message));
        Assert.True(errors.Count == 0, $"{string.Join('\n', errors)}\n{xml}");
        Assert.InRange(message.Root!.Elements("ActiveParticipant").Count(each => (bool)each.Attribute("UserIsRequestor")!), 0, 1);
        return message.Root!;
    }

    private static XmlSchemaSet Load()
    {
        var schemas = new XmlSchemaSet();
        using var reader = XmlReader.Create(new StringReader(Text));
        schemas.Add(null, reader);
        schemas.Compile();
        return schemas;
    }
}
