namespace OptosAdvance.Dicom.Contracts;

/// <summary>One matching or return key.</summary>
public sealed record QueryKey
{
    /// <summary>Tag (<c>0008,0090</c>, <c>00080090</c>) or keyword (<c>ReferringPhysicianName</c>); within a sequence a path, separated by dots.</summary>
    public string Attribute { get; init; } = "";

    /// <summary>What to match, as DICOM writes it; several values are separated by a backslash. Empty matches everything and asks for the value.</summary>
    public string Value { get; init; } = "";
}
