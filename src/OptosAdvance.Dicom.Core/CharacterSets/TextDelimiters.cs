namespace OptosAdvance.Dicom.Core;

/// <summary>The characters that end a run of switched character sets in a value, beside the control characters (PS3.5 6.1.2.5.3).</summary>
internal enum TextDelimiters
{
    /// <summary>None: the value is one text (ST, LT, UT, UR).</summary>
    None,

    /// <summary>Backslash between values.</summary>
    Values,

    /// <summary>Backslash between values, caret and equals sign within a person name.</summary>
    PersonName,
}
