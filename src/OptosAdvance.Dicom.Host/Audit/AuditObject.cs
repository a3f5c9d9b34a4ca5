namespace OptosAdvance.Dicom.Host;

/// <summary>Something that an audit message is about.</summary>
/// <param name="Id">Identifies it.</param>
/// <param name="IdType">How.</param>
/// <param name="TypeCode">1 person, 2 system object.</param>
/// <param name="Role">ParticipantObjectTypeCodeRole: 1 patient, 3 report, 13 security resource; null for none.</param>
internal sealed record AuditObject(string Id, AuditCode IdType, int TypeCode, int? Role)
{
    /// <summary>For people. The schema wants it, or a query.</summary>
    public string Name { get; init; } = "";

    /// <summary>What was asked for, of a query; in place of <see cref="Name"/>.</summary>
    public string? Query { get; init; }

    /// <summary>ParticipantObjectDataLifeCycle: 2 import or copy, 10 export, 15 permanent erasure; null for none.</summary>
    public int? LifeCycle { get; init; }

    /// <summary>Details, by their type.</summary>
    public IReadOnlyList<(string Type, string Value)> Details { get; init; } = [];

    /// <summary>Accession number; empty for none.</summary>
    public string AccessionNumber { get; init; } = "";

    /// <summary>SOP classes of a study and how many instances it has of each.</summary>
    public IReadOnlyList<(string Uid, int Instances)> SopClasses { get; init; } = [];
}
