namespace OptosAdvance.Dicom.DesiredState;

/// <summary>Bounds of what a document may cost. A fleet of thousands of remote AEs stays far below them.</summary>
internal static class DocumentLimits
{
    /// <summary>Characters of one document.</summary>
    public const int Characters = 4 << 20;

    /// <summary>Objects and arrays inside each other.</summary>
    public const int Depth = 64;

    /// <summary>Values of one document, as it is written.</summary>
    public const int Nodes = 200_000;

    /// <summary>Values that are looked at while a document is evaluated: what aliases and copies repeat counts each time.</summary>
    public const int Steps = 2_000_000;

    /// <summary>Characters that expressions make, all together.</summary>
    public const int MadeCharacters = 32 << 20;

    /// <summary>Calls inside each other in one expression.</summary>
    public const int ExpressionDepth = 32;

    /// <summary>Documents that include each other.</summary>
    public const int IncludeDepth = 8;

    /// <summary>Instances that one copy loop makes.</summary>
    public const int Copies = 10_000;

    /// <summary>Errors that are reported; the rest is counted.</summary>
    public const int Errors = 100;
}
