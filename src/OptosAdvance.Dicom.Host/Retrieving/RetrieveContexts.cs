using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// The storage contexts that are proposed with a C-GET, with us as provider (PS3.4 C.5.3). For each SOP class one context for data sets that are not
/// compressed, and then one for each compression, so that the peer finds one for every way in which it may hold an instance and
/// has nothing to convert.
/// </summary>
internal static class RetrieveContexts
{
    /// <summary>Most contexts of an association (PS3.8 9.3.2.2).</summary>
    public const int Maximum = 128;

    /// <summary>What eye clinics have, and what comes with it: these go first where not everything fits.</summary>
    private static readonly DicomUid[] s_first =
    [
        DicomUid.OphthalmicPhotography8BitImageStorage, DicomUid.OphthalmicPhotography16BitImageStorage, DicomUid.OphthalmicTomographyImageStorage,
        DicomUid.WideFieldOphthalmicPhotographyStereographicProjectionImageStorage, DicomUid.WideFieldOphthalmicPhotography3DCoordinatesImageStorage,
        DicomUid.OphthalmicOpticalCoherenceTomographyEnFaceImageStorage, DicomUid.OphthalmicOpticalCoherenceTomographyBscanVolumeAnalysisStorage,
        DicomUid.SecondaryCaptureImageStorage, DicomUid.MultiFrameGrayscaleByteSecondaryCaptureImageStorage,
        DicomUid.MultiFrameTrueColorSecondaryCaptureImageStorage, DicomUid.VLPhotographicImageStorage, DicomUid.VideoPhotographicImageStorage,
        DicomUid.UltrasoundImageStorage, DicomUid.UltrasoundMultiFrameImageStorage,
    ];

    private static readonly DicomUid[] s_next =
    [
        DicomUid.EncapsulatedPDFStorage, DicomUid.StereometricRelationshipStorage, DicomUid.OphthalmicVisualFieldStaticPerimetryMeasurementsStorage,
        DicomUid.OphthalmicThicknessMapStorage, DicomUid.CornealTopographyMapStorage, DicomUid.OphthalmicAxialMeasurementsStorage,
        DicomUid.IntraocularLensCalculationsStorage, DicomUid.LensometryMeasurementsStorage, DicomUid.AutorefractionMeasurementsStorage,
        DicomUid.KeratometryMeasurementsStorage, DicomUid.SubjectiveRefractionMeasurementsStorage, DicomUid.VisualAcuityMeasurementsStorage,
        DicomUid.SpectaclePrescriptionReportStorage, DicomUid.RawDataStorage, DicomUid.BasicTextSRStorage, DicomUid.EnhancedSRStorage,
        DicomUid.ComprehensiveSRStorage, DicomUid.KeyObjectSelectionDocumentStorage, DicomUid.GrayscaleSoftcopyPresentationStateStorage,
        DicomUid.ColorSoftcopyPresentationStateStorage, DicomUid.SegmentationStorage, DicomUid.ParametricMapStorage,
        DicomUid.MultiFrameSingleBitSecondaryCaptureImageStorage, DicomUid.MultiFrameGrayscaleWordSecondaryCaptureImageStorage,
        DicomUid.ComputedRadiographyImageStorage, DicomUid.DigitalXRayImageStorageForPresentation, DicomUid.CTImageStorage, DicomUid.MRImageStorage,
    ];

    /// <summary>Compressions, those that are met most often first.</summary>
    private static readonly DicomUid[] s_compressions =
    [
        .. new[]
        {
            DicomTransferSyntax.JPEGBaseline8Bit, DicomTransferSyntax.JPEGLosslessSV1, DicomTransferSyntax.JPEG2000Lossless, DicomTransferSyntax.JPEG2000,
            DicomTransferSyntax.RLELossless, DicomTransferSyntax.JPEGLSLossless, DicomTransferSyntax.MPEG4HP41, DicomTransferSyntax.JPEGExtended12Bit,
            DicomTransferSyntax.JPEGLossless, DicomTransferSyntax.JPEGLSNearLossless, DicomTransferSyntax.DeflatedExplicitVRLittleEndian,
            DicomTransferSyntax.MPEG4HP41BD, DicomTransferSyntax.MPEG2MPML, DicomTransferSyntax.HTJ2KLossless, DicomTransferSyntax.HTJ2KLosslessRPCL,
            DicomTransferSyntax.HTJ2K, DicomTransferSyntax.HEVCMP51, DicomTransferSyntax.ExplicitVRBigEndian,
        }.Select(static syntax => syntax.Uid),
    ];

    private static readonly DicomUid[] s_native = [DicomTransferSyntax.ExplicitVRLittleEndian.Uid, DicomTransferSyntax.ImplicitVRLittleEndian.Uid];

    /// <summary>The contexts for what is known to come; without knowledge those for every class that fits, ophthalmic ones first.</summary>
    /// <param name="classes">SOP classes of what is to come; empty when that is not known.</param>
    /// <param name="room">Contexts that there is room for.</param>
    public static List<PresentationContext> For(IReadOnlyCollection<DicomUid> classes, int room)
    {
        if (classes.Count > 0)
        {
            return Fill([.. classes.Distinct().Take(room)], room);
        }

        var contexts = s_first.SelectMany(static sopClass => Contexts(sopClass, 3)).ToList();
        var rest = StorageNegotiation.StorageSopClasses.Where(static sopClass => !sopClass.IsRetired).OrderBy(static sopClass => sopClass.Value, StringComparer.Ordinal);
        contexts.AddRange(s_next.Concat(rest).Distinct().Except(s_first).SelectMany(static sopClass => Contexts(sopClass, 0)));
        return [.. contexts.Take(room)];
    }

    /// <summary>
    /// Compressions to ask in, one after the other, for what has not come: some peers (DCMTK's) look at the first context of a SOP class only, whatever an
    /// instance is stored in.
    /// </summary>
    public static IReadOnlyList<DicomUid> Alternatives => s_compressions[..6];

    /// <summary>One context for each class, in one transfer syntax; of unknown ones for the images that are met most often.</summary>
    public static List<PresentationContext> Only(IReadOnlyCollection<DicomUid> classes, DicomUid transferSyntax, int room) =>
        [.. (classes.Count > 0 ? classes : s_first).Take(room).Select(sopClass => new PresentationContext(sopClass, transferSyntax))];

    /// <summary>We are the provider of every class that is to come.</summary>
    public static IReadOnlyList<RoleSelection> Roles(IEnumerable<PresentationContext> contexts) =>
        [.. contexts.Select(static context => context.AbstractSyntax).Distinct().Select(static sopClass => new RoleSelection(sopClass, Scu: false, Scp: true))];

    private static List<PresentationContext> Fill(List<DicomUid> classes, int room) =>
        [.. classes.SelectMany(sopClass => Contexts(sopClass, Math.Min(s_compressions.Length, (room / classes.Count) - 1)))];

    private static IEnumerable<PresentationContext> Contexts(DicomUid sopClass, int compressions) =>
        s_compressions.Take(compressions).Select(syntax => new PresentationContext(sopClass, syntax)).Prepend(new PresentationContext(sopClass, s_native));
}
