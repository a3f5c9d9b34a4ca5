namespace OptosAdvance.Dicom.Core;

/// <summary>What a value of Specific Character Set (0008,0005) stands for.</summary>
internal enum CharacterSetKind
{
    /// <summary>Nothing that DICOM knows.</summary>
    Unknown,

    /// <summary>A set of the ISO international register, with or without code extensions.</summary>
    Registered,

    /// <summary>ISO_IR 192.</summary>
    Utf8,

    /// <summary>GB18030.</summary>
    Gb18030,

    /// <summary>GBK.</summary>
    Gbk,
}
