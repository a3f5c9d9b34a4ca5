namespace OptosAdvance.Dicom.Core;

/// <summary>What <see cref="DicomTokenizer.Read"/> found.</summary>
public enum DicomTokenKind
{
    /// <summary>The input is used up; give more, or end with <see cref="DicomTokenizer.Complete"/>.</summary>
    NeedMoreData,

    /// <summary>The header of an element with a value of known length. <see cref="ValueData"/> follows unless it is empty or skipped.</summary>
    Element,

    /// <summary>A slice of the value of the last element or fragment, as encoded; valid until the next call.</summary>
    ValueData,

    /// <summary>The header of a sequence.</summary>
    SequenceStart,

    /// <summary>The header of an item of a sequence.</summary>
    ItemStart,

    /// <summary>The end of an item.</summary>
    ItemEnd,

    /// <summary>The end of a sequence.</summary>
    SequenceEnd,

    /// <summary>The header of encapsulated data. The first fragment is the basic offset table (PS3.5 A.4).</summary>
    FragmentsStart,

    /// <summary>The header of a fragment. <see cref="ValueData"/> follows unless it is empty or skipped.</summary>
    Fragment,

    /// <summary>The end of encapsulated data.</summary>
    FragmentsEnd,
}
