namespace OptosAdvance.Dicom.Core;

/// <summary>What the pixel data of a transfer syntax is encoded with.</summary>
public enum DicomPixelEncoding
{
    /// <summary>Encapsulated in a way that is not known here.</summary>
    Unknown,

    /// <summary>Not compressed, not encapsulated.</summary>
    Native,

    /// <summary>Not compressed, in fragments (PS3.5 A.4.11).</summary>
    EncapsulatedUncompressed,

    /// <summary>JPEG (ISO/IEC 10918).</summary>
    Jpeg,

    /// <summary>JPEG-LS (ISO/IEC 14495).</summary>
    JpegLS,

    /// <summary>JPEG 2000 (ISO/IEC 15444-1 and -2).</summary>
    Jpeg2000,

    /// <summary>High-throughput JPEG 2000 (ISO/IEC 15444-15).</summary>
    HighThroughputJpeg2000,

    /// <summary>JPEG XL (ISO/IEC 18181).</summary>
    JpegXL,

    /// <summary>MPEG-2 video.</summary>
    Mpeg2,

    /// <summary>MPEG-4 AVC/H.264 video.</summary>
    Mpeg4,

    /// <summary>HEVC/H.265 video.</summary>
    Hevc,

    /// <summary>Run length (PS3.5 Annex G).</summary>
    RunLength,

    /// <summary>Each frame deflated (PS3.5 A.4.13).</summary>
    DeflatedFrames,

    /// <summary>Elsewhere, named by a pixel data provider URL (JPIP).</summary>
    Referenced,

    /// <summary>A real-time stream (SMPTE ST 2110).</summary>
    Stream,
}
