namespace OptosAdvance.Dicom.Host;

/// <summary>What an audit message says of a study.</summary>
/// <param name="PatientId">Patient ID; empty when it is not known.</param>
/// <param name="PatientName">Patient's name.</param>
/// <param name="Description">Study description.</param>
/// <param name="AccessionNumber">Accession number.</param>
/// <param name="SopClasses">SOP classes and instances of each, as the index has them.</param>
internal sealed record AuditStudy(
    string PatientId, string PatientName, string Description, string AccessionNumber, IReadOnlyList<(string Uid, int Instances)> SopClasses);
