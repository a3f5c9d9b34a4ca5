namespace OptosAdvance.Dicom.Core;

/// <content>The transfer syntaxes of PS3.6 Table A-1. MIME and XML encapsulation (retired) are not encodings of data sets and not here.</content>
public sealed partial class DicomTransferSyntax
{
    /// <summary>Implicit VR Little Endian, 1.2.840.10008.1.2.</summary>
    public static readonly DicomTransferSyntax ImplicitVRLittleEndian = new(DicomUid.ImplicitVRLittleEndian, Traits.ImplicitVR, DicomPixelEncoding.Native);

    /// <summary>Explicit VR Little Endian, 1.2.840.10008.1.2.1.</summary>
    public static readonly DicomTransferSyntax ExplicitVRLittleEndian = new(DicomUid.ExplicitVRLittleEndian, Traits.None, DicomPixelEncoding.Native);

    /// <summary>Encapsulated Uncompressed Explicit VR Little Endian, 1.2.840.10008.1.2.1.98.</summary>
    public static readonly DicomTransferSyntax EncapsulatedUncompressedExplicitVRLittleEndian = new(DicomUid.EncapsulatedUncompressedExplicitVRLittleEndian, Traits.None, DicomPixelEncoding.EncapsulatedUncompressed);

    /// <summary>Deflated Explicit VR Little Endian, 1.2.840.10008.1.2.1.99.</summary>
    public static readonly DicomTransferSyntax DeflatedExplicitVRLittleEndian = new(DicomUid.DeflatedExplicitVRLittleEndian, Traits.Deflated, DicomPixelEncoding.Native);

    /// <summary>Explicit VR Big Endian, retired, 1.2.840.10008.1.2.2.</summary>
    public static readonly DicomTransferSyntax ExplicitVRBigEndian = new(DicomUid.ExplicitVRBigEndian, Traits.BigEndian | Traits.Retired, DicomPixelEncoding.Native);

    /// <summary>JPEG Baseline (Process 1), 1.2.840.10008.1.2.4.50.</summary>
    public static readonly DicomTransferSyntax JPEGBaseline8Bit = new(DicomUid.JPEGBaseline8Bit, Traits.Lossy, DicomPixelEncoding.Jpeg);

    /// <summary>JPEG Extended (Process 2 and 4), 1.2.840.10008.1.2.4.51.</summary>
    public static readonly DicomTransferSyntax JPEGExtended12Bit = new(DicomUid.JPEGExtended12Bit, Traits.Lossy, DicomPixelEncoding.Jpeg);

    /// <summary>JPEG Extended (Process 3 and 5), retired, 1.2.840.10008.1.2.4.52.</summary>
    public static readonly DicomTransferSyntax JPEGExtended35 = new(DicomUid.JPEGExtended35, Traits.Lossy | Traits.Retired, DicomPixelEncoding.Jpeg);

    /// <summary>JPEG Spectral Selection, Non-Hierarchical (Process 6 and 8), retired, 1.2.840.10008.1.2.4.53.</summary>
    public static readonly DicomTransferSyntax JPEGSpectralSelectionNonHierarchical68 = new(DicomUid.JPEGSpectralSelectionNonHierarchical68, Traits.Lossy | Traits.Retired, DicomPixelEncoding.Jpeg);

    /// <summary>JPEG Spectral Selection, Non-Hierarchical (Process 7 and 9), retired, 1.2.840.10008.1.2.4.54.</summary>
    public static readonly DicomTransferSyntax JPEGSpectralSelectionNonHierarchical79 = new(DicomUid.JPEGSpectralSelectionNonHierarchical79, Traits.Lossy | Traits.Retired, DicomPixelEncoding.Jpeg);

    /// <summary>JPEG Full Progression, Non-Hierarchical (Process 10 and 12), retired, 1.2.840.10008.1.2.4.55.</summary>
    public static readonly DicomTransferSyntax JPEGFullProgressionNonHierarchical1012 = new(DicomUid.JPEGFullProgressionNonHierarchical1012, Traits.Lossy | Traits.Retired, DicomPixelEncoding.Jpeg);

    /// <summary>JPEG Full Progression, Non-Hierarchical (Process 11 and 13), retired, 1.2.840.10008.1.2.4.56.</summary>
    public static readonly DicomTransferSyntax JPEGFullProgressionNonHierarchical1113 = new(DicomUid.JPEGFullProgressionNonHierarchical1113, Traits.Lossy | Traits.Retired, DicomPixelEncoding.Jpeg);

    /// <summary>JPEG Lossless, Non-Hierarchical (Process 14), 1.2.840.10008.1.2.4.57.</summary>
    public static readonly DicomTransferSyntax JPEGLossless = new(DicomUid.JPEGLossless, Traits.None, DicomPixelEncoding.Jpeg);

    /// <summary>JPEG Lossless, Non-Hierarchical (Process 15), retired, 1.2.840.10008.1.2.4.58.</summary>
    public static readonly DicomTransferSyntax JPEGLosslessNonHierarchical15 = new(DicomUid.JPEGLosslessNonHierarchical15, Traits.Retired, DicomPixelEncoding.Jpeg);

    /// <summary>JPEG Extended, Hierarchical (Process 16 and 18), retired, 1.2.840.10008.1.2.4.59.</summary>
    public static readonly DicomTransferSyntax JPEGExtendedHierarchical1618 = new(DicomUid.JPEGExtendedHierarchical1618, Traits.Lossy | Traits.Retired, DicomPixelEncoding.Jpeg);

    /// <summary>JPEG Extended, Hierarchical (Process 17 and 19), retired, 1.2.840.10008.1.2.4.60.</summary>
    public static readonly DicomTransferSyntax JPEGExtendedHierarchical1719 = new(DicomUid.JPEGExtendedHierarchical1719, Traits.Lossy | Traits.Retired, DicomPixelEncoding.Jpeg);

    /// <summary>JPEG Spectral Selection, Hierarchical (Process 20 and 22), retired, 1.2.840.10008.1.2.4.61.</summary>
    public static readonly DicomTransferSyntax JPEGSpectralSelectionHierarchical2022 = new(DicomUid.JPEGSpectralSelectionHierarchical2022, Traits.Lossy | Traits.Retired, DicomPixelEncoding.Jpeg);

    /// <summary>JPEG Spectral Selection, Hierarchical (Process 21 and 23), retired, 1.2.840.10008.1.2.4.62.</summary>
    public static readonly DicomTransferSyntax JPEGSpectralSelectionHierarchical2123 = new(DicomUid.JPEGSpectralSelectionHierarchical2123, Traits.Lossy | Traits.Retired, DicomPixelEncoding.Jpeg);

    /// <summary>JPEG Full Progression, Hierarchical (Process 24 and 26), retired, 1.2.840.10008.1.2.4.63.</summary>
    public static readonly DicomTransferSyntax JPEGFullProgressionHierarchical2426 = new(DicomUid.JPEGFullProgressionHierarchical2426, Traits.Lossy | Traits.Retired, DicomPixelEncoding.Jpeg);

    /// <summary>JPEG Full Progression, Hierarchical (Process 25 and 27), retired, 1.2.840.10008.1.2.4.64.</summary>
    public static readonly DicomTransferSyntax JPEGFullProgressionHierarchical2527 = new(DicomUid.JPEGFullProgressionHierarchical2527, Traits.Lossy | Traits.Retired, DicomPixelEncoding.Jpeg);

    /// <summary>JPEG Lossless, Hierarchical (Process 28), retired, 1.2.840.10008.1.2.4.65.</summary>
    public static readonly DicomTransferSyntax JPEGLosslessHierarchical28 = new(DicomUid.JPEGLosslessHierarchical28, Traits.Retired, DicomPixelEncoding.Jpeg);

    /// <summary>JPEG Lossless, Hierarchical (Process 29), retired, 1.2.840.10008.1.2.4.66.</summary>
    public static readonly DicomTransferSyntax JPEGLosslessHierarchical29 = new(DicomUid.JPEGLosslessHierarchical29, Traits.Retired, DicomPixelEncoding.Jpeg);

    /// <summary>JPEG Lossless, Non-Hierarchical, First-Order Prediction (Process 14 [Selection Value 1]), 1.2.840.10008.1.2.4.70.</summary>
    public static readonly DicomTransferSyntax JPEGLosslessSV1 = new(DicomUid.JPEGLosslessSV1, Traits.None, DicomPixelEncoding.Jpeg);

    /// <summary>JPEG-LS Lossless Image Compression, 1.2.840.10008.1.2.4.80.</summary>
    public static readonly DicomTransferSyntax JPEGLSLossless = new(DicomUid.JPEGLSLossless, Traits.None, DicomPixelEncoding.JpegLS);

    /// <summary>JPEG-LS Lossy (Near-Lossless) Image Compression, 1.2.840.10008.1.2.4.81.</summary>
    public static readonly DicomTransferSyntax JPEGLSNearLossless = new(DicomUid.JPEGLSNearLossless, Traits.Lossy, DicomPixelEncoding.JpegLS);

    /// <summary>JPEG 2000 Image Compression (Lossless Only), 1.2.840.10008.1.2.4.90.</summary>
    public static readonly DicomTransferSyntax JPEG2000Lossless = new(DicomUid.JPEG2000Lossless, Traits.None, DicomPixelEncoding.Jpeg2000);

    /// <summary>JPEG 2000 Image Compression, 1.2.840.10008.1.2.4.91.</summary>
    public static readonly DicomTransferSyntax JPEG2000 = new(DicomUid.JPEG2000, Traits.Lossy, DicomPixelEncoding.Jpeg2000);

    /// <summary>JPEG 2000 Part 2 Multi-component Image Compression (Lossless Only), 1.2.840.10008.1.2.4.92.</summary>
    public static readonly DicomTransferSyntax JPEG2000MCLossless = new(DicomUid.JPEG2000MCLossless, Traits.None, DicomPixelEncoding.Jpeg2000);

    /// <summary>JPEG 2000 Part 2 Multi-component Image Compression, 1.2.840.10008.1.2.4.93.</summary>
    public static readonly DicomTransferSyntax JPEG2000MC = new(DicomUid.JPEG2000MC, Traits.Lossy, DicomPixelEncoding.Jpeg2000);

    /// <summary>JPIP Referenced, 1.2.840.10008.1.2.4.94.</summary>
    public static readonly DicomTransferSyntax JPIPReferenced = new(DicomUid.JPIPReferenced, Traits.None, DicomPixelEncoding.Referenced);

    /// <summary>JPIP Referenced Deflate, 1.2.840.10008.1.2.4.95.</summary>
    public static readonly DicomTransferSyntax JPIPReferencedDeflate = new(DicomUid.JPIPReferencedDeflate, Traits.Deflated, DicomPixelEncoding.Referenced);

    /// <summary>MPEG2 Main Profile / Main Level, 1.2.840.10008.1.2.4.100.</summary>
    public static readonly DicomTransferSyntax MPEG2MPML = new(DicomUid.MPEG2MPML, Traits.Lossy, DicomPixelEncoding.Mpeg2);

    /// <summary>Fragmentable MPEG2 Main Profile / Main Level, 1.2.840.10008.1.2.4.100.1.</summary>
    public static readonly DicomTransferSyntax MPEG2MPMLF = new(DicomUid.MPEG2MPMLF, Traits.Lossy, DicomPixelEncoding.Mpeg2);

    /// <summary>MPEG2 Main Profile / High Level, 1.2.840.10008.1.2.4.101.</summary>
    public static readonly DicomTransferSyntax MPEG2MPHL = new(DicomUid.MPEG2MPHL, Traits.Lossy, DicomPixelEncoding.Mpeg2);

    /// <summary>Fragmentable MPEG2 Main Profile / High Level, 1.2.840.10008.1.2.4.101.1.</summary>
    public static readonly DicomTransferSyntax MPEG2MPHLF = new(DicomUid.MPEG2MPHLF, Traits.Lossy, DicomPixelEncoding.Mpeg2);

    /// <summary>MPEG-4 AVC/H.264 High Profile / Level 4.1, 1.2.840.10008.1.2.4.102.</summary>
    public static readonly DicomTransferSyntax MPEG4HP41 = new(DicomUid.MPEG4HP41, Traits.Lossy, DicomPixelEncoding.Mpeg4);

    /// <summary>Fragmentable MPEG-4 AVC/H.264 High Profile / Level 4.1, 1.2.840.10008.1.2.4.102.1.</summary>
    public static readonly DicomTransferSyntax MPEG4HP41F = new(DicomUid.MPEG4HP41F, Traits.Lossy, DicomPixelEncoding.Mpeg4);

    /// <summary>MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1, 1.2.840.10008.1.2.4.103.</summary>
    public static readonly DicomTransferSyntax MPEG4HP41BD = new(DicomUid.MPEG4HP41BD, Traits.Lossy, DicomPixelEncoding.Mpeg4);

    /// <summary>Fragmentable MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1, 1.2.840.10008.1.2.4.103.1.</summary>
    public static readonly DicomTransferSyntax MPEG4HP41BDF = new(DicomUid.MPEG4HP41BDF, Traits.Lossy, DicomPixelEncoding.Mpeg4);

    /// <summary>MPEG-4 AVC/H.264 High Profile / Level 4.2 For 2D Video, 1.2.840.10008.1.2.4.104.</summary>
    public static readonly DicomTransferSyntax MPEG4HP422D = new(DicomUid.MPEG4HP422D, Traits.Lossy, DicomPixelEncoding.Mpeg4);

    /// <summary>Fragmentable MPEG-4 AVC/H.264 High Profile / Level 4.2 For 2D Video, 1.2.840.10008.1.2.4.104.1.</summary>
    public static readonly DicomTransferSyntax MPEG4HP422DF = new(DicomUid.MPEG4HP422DF, Traits.Lossy, DicomPixelEncoding.Mpeg4);

    /// <summary>MPEG-4 AVC/H.264 High Profile / Level 4.2 For 3D Video, 1.2.840.10008.1.2.4.105.</summary>
    public static readonly DicomTransferSyntax MPEG4HP423D = new(DicomUid.MPEG4HP423D, Traits.Lossy, DicomPixelEncoding.Mpeg4);

    /// <summary>Fragmentable MPEG-4 AVC/H.264 High Profile / Level 4.2 For 3D Video, 1.2.840.10008.1.2.4.105.1.</summary>
    public static readonly DicomTransferSyntax MPEG4HP423DF = new(DicomUid.MPEG4HP423DF, Traits.Lossy, DicomPixelEncoding.Mpeg4);

    /// <summary>MPEG-4 AVC/H.264 Stereo High Profile / Level 4.2, 1.2.840.10008.1.2.4.106.</summary>
    public static readonly DicomTransferSyntax MPEG4HP42STEREO = new(DicomUid.MPEG4HP42STEREO, Traits.Lossy, DicomPixelEncoding.Mpeg4);

    /// <summary>Fragmentable MPEG-4 AVC/H.264 Stereo High Profile / Level 4.2, 1.2.840.10008.1.2.4.106.1.</summary>
    public static readonly DicomTransferSyntax MPEG4HP42STEREOF = new(DicomUid.MPEG4HP42STEREOF, Traits.Lossy, DicomPixelEncoding.Mpeg4);

    /// <summary>HEVC/H.265 Main Profile / Level 5.1, 1.2.840.10008.1.2.4.107.</summary>
    public static readonly DicomTransferSyntax HEVCMP51 = new(DicomUid.HEVCMP51, Traits.Lossy, DicomPixelEncoding.Hevc);

    /// <summary>HEVC/H.265 Main 10 Profile / Level 5.1, 1.2.840.10008.1.2.4.108.</summary>
    public static readonly DicomTransferSyntax HEVCM10P51 = new(DicomUid.HEVCM10P51, Traits.Lossy, DicomPixelEncoding.Hevc);

    /// <summary>JPEG XL Lossless, 1.2.840.10008.1.2.4.110.</summary>
    public static readonly DicomTransferSyntax JPEGXLLossless = new(DicomUid.JPEGXLLossless, Traits.None, DicomPixelEncoding.JpegXL);

    /// <summary>JPEG XL JPEG Recompression, 1.2.840.10008.1.2.4.111.</summary>
    public static readonly DicomTransferSyntax JPEGXLJPEGRecompression = new(DicomUid.JPEGXLJPEGRecompression, Traits.None, DicomPixelEncoding.JpegXL);

    /// <summary>JPEG XL, 1.2.840.10008.1.2.4.112.</summary>
    public static readonly DicomTransferSyntax JPEGXL = new(DicomUid.JPEGXL, Traits.Lossy, DicomPixelEncoding.JpegXL);

    /// <summary>High-Throughput JPEG 2000 Image Compression (Lossless Only), 1.2.840.10008.1.2.4.201.</summary>
    public static readonly DicomTransferSyntax HTJ2KLossless = new(DicomUid.HTJ2KLossless, Traits.None, DicomPixelEncoding.HighThroughputJpeg2000);

    /// <summary>High-Throughput JPEG 2000 with RPCL Options Image Compression (Lossless Only), 1.2.840.10008.1.2.4.202.</summary>
    public static readonly DicomTransferSyntax HTJ2KLosslessRPCL = new(DicomUid.HTJ2KLosslessRPCL, Traits.None, DicomPixelEncoding.HighThroughputJpeg2000);

    /// <summary>High-Throughput JPEG 2000 Image Compression, 1.2.840.10008.1.2.4.203.</summary>
    public static readonly DicomTransferSyntax HTJ2K = new(DicomUid.HTJ2K, Traits.Lossy, DicomPixelEncoding.HighThroughputJpeg2000);

    /// <summary>JPIP HTJ2K Referenced, 1.2.840.10008.1.2.4.204.</summary>
    public static readonly DicomTransferSyntax JPIPHTJ2KReferenced = new(DicomUid.JPIPHTJ2KReferenced, Traits.None, DicomPixelEncoding.Referenced);

    /// <summary>JPIP HTJ2K Referenced Deflate, 1.2.840.10008.1.2.4.205.</summary>
    public static readonly DicomTransferSyntax JPIPHTJ2KReferencedDeflate = new(DicomUid.JPIPHTJ2KReferencedDeflate, Traits.Deflated, DicomPixelEncoding.Referenced);

    /// <summary>RLE Lossless, 1.2.840.10008.1.2.5.</summary>
    public static readonly DicomTransferSyntax RLELossless = new(DicomUid.RLELossless, Traits.None, DicomPixelEncoding.RunLength);

    /// <summary>SMPTE ST 2110-20 Uncompressed Progressive Active Video, 1.2.840.10008.1.2.7.1.</summary>
    public static readonly DicomTransferSyntax SMPTEST211020UncompressedProgressiveActiveVideo = new(DicomUid.SMPTEST211020UncompressedProgressiveActiveVideo, Traits.None, DicomPixelEncoding.Stream);

    /// <summary>SMPTE ST 2110-20 Uncompressed Interlaced Active Video, 1.2.840.10008.1.2.7.2.</summary>
    public static readonly DicomTransferSyntax SMPTEST211020UncompressedInterlacedActiveVideo = new(DicomUid.SMPTEST211020UncompressedInterlacedActiveVideo, Traits.None, DicomPixelEncoding.Stream);

    /// <summary>SMPTE ST 2110-30 PCM Digital Audio, 1.2.840.10008.1.2.7.3.</summary>
    public static readonly DicomTransferSyntax SMPTEST211030PCMDigitalAudio = new(DicomUid.SMPTEST211030PCMDigitalAudio, Traits.None, DicomPixelEncoding.Stream);

    /// <summary>Deflated Image Frame Compression, 1.2.840.10008.1.2.8.1.</summary>
    public static readonly DicomTransferSyntax DeflatedImageFrameCompression = new(DicomUid.DeflatedImageFrameCompression, Traits.None, DicomPixelEncoding.DeflatedFrames);

    /// <summary>Papyrus 3 Implicit VR Little Endian, retired, 1.2.840.10008.1.20.</summary>
    public static readonly DicomTransferSyntax Papyrus3ImplicitVRLittleEndian = new(DicomUid.Papyrus3ImplicitVRLittleEndian, Traits.ImplicitVR | Traits.Retired, DicomPixelEncoding.Native);

    /// <summary>Every transfer syntax here, in the order of the standard's table.</summary>
    public static IReadOnlyList<DicomTransferSyntax> All => Registry.All;

    private static class Registry
    {
        public static readonly DicomTransferSyntax[] All =
        [
            ImplicitVRLittleEndian,
            ExplicitVRLittleEndian,
            EncapsulatedUncompressedExplicitVRLittleEndian,
            DeflatedExplicitVRLittleEndian,
            ExplicitVRBigEndian,
            JPEGBaseline8Bit,
            JPEGExtended12Bit,
            JPEGExtended35,
            JPEGSpectralSelectionNonHierarchical68,
            JPEGSpectralSelectionNonHierarchical79,
            JPEGFullProgressionNonHierarchical1012,
            JPEGFullProgressionNonHierarchical1113,
            JPEGLossless,
            JPEGLosslessNonHierarchical15,
            JPEGExtendedHierarchical1618,
            JPEGExtendedHierarchical1719,
            JPEGSpectralSelectionHierarchical2022,
            JPEGSpectralSelectionHierarchical2123,
            JPEGFullProgressionHierarchical2426,
            JPEGFullProgressionHierarchical2527,
            JPEGLosslessHierarchical28,
            JPEGLosslessHierarchical29,
            JPEGLosslessSV1,
            JPEGLSLossless,
            JPEGLSNearLossless,
            JPEG2000Lossless,
            JPEG2000,
            JPEG2000MCLossless,
            JPEG2000MC,
            JPIPReferenced,
            JPIPReferencedDeflate,
            MPEG2MPML,
            MPEG2MPMLF,
            MPEG2MPHL,
            MPEG2MPHLF,
            MPEG4HP41,
            MPEG4HP41F,
            MPEG4HP41BD,
            MPEG4HP41BDF,
            MPEG4HP422D,
            MPEG4HP422DF,
            MPEG4HP423D,
            MPEG4HP423DF,
            MPEG4HP42STEREO,
            MPEG4HP42STEREOF,
            HEVCMP51,
            HEVCM10P51,
            JPEGXLLossless,
            JPEGXLJPEGRecompression,
            JPEGXL,
            HTJ2KLossless,
            HTJ2KLosslessRPCL,
            HTJ2K,
            JPIPHTJ2KReferenced,
            JPIPHTJ2KReferencedDeflate,
            RLELossless,
            SMPTEST211020UncompressedProgressiveActiveVideo,
            SMPTEST211020UncompressedInterlacedActiveVideo,
            SMPTEST211030PCMDigitalAudio,
            DeflatedImageFrameCompression,
            Papyrus3ImplicitVRLittleEndian,
        ];

        public static readonly Dictionary<string, DicomTransferSyntax> ByUid = All.ToDictionary(s => s.Uid.Value, StringComparer.Ordinal);
    }
}
