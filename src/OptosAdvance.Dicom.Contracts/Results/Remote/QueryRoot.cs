namespace OptosAdvance.Dicom.Contracts;

/// <summary>Information models of query and retrieve (PS3.4 C.6).</summary>
public enum QueryRoot
{
    /// <summary>Study root: patients are attributes of their studies.</summary>
    Study,

    /// <summary>Patient root: patients are a level of their own.</summary>
    Patient,
}
