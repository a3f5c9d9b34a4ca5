using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// The SOP classes that series of a modality are made of, as a rule. An archive says in one answer for each series which modality that is, and in one for each
/// instance which class that has, which may be thousands.
/// </summary>
internal static class ModalityClasses
{
    /// <summary>For so many classes there is room with every compression that is not retired.</summary>
    public const int Most = 7;

    private static readonly DicomUid[] s_photographs =
    [
        DicomUid.OphthalmicPhotography8BitImageStorage, DicomUid.OphthalmicPhotography16BitImageStorage,
        DicomUid.WideFieldOphthalmicPhotographyStereographicProjectionImageStorage, DicomUid.WideFieldOphthalmicPhotography3DCoordinatesImageStorage,
        DicomUid.SecondaryCaptureImageStorage,
    ];

    private static readonly Dictionary<string, DicomUid[]> s_usual = new(StringComparer.Ordinal)
    {
        ["OP"] = s_photographs,
        ["OPT"] =
        [
            DicomUid.OphthalmicTomographyImageStorage, DicomUid.OphthalmicOpticalCoherenceTomographyEnFaceImageStorage, DicomUid.OphthalmicPhotography8BitImageStorage,
            DicomUid.SecondaryCaptureImageStorage,
        ],
        ["OPV"] = [DicomUid.OphthalmicVisualFieldStaticPerimetryMeasurementsStorage, DicomUid.EncapsulatedPDFStorage],
        ["OAM"] = [DicomUid.OphthalmicAxialMeasurementsStorage],
        ["IOL"] = [DicomUid.IntraocularLensCalculationsStorage],
        ["KER"] = [DicomUid.KeratometryMeasurementsStorage],
        ["AR"] = [DicomUid.AutorefractionMeasurementsStorage],
        ["SRF"] = [DicomUid.SubjectiveRefractionMeasurementsStorage],
        ["LEN"] = [DicomUid.LensometryMeasurementsStorage],
        ["VA"] = [DicomUid.VisualAcuityMeasurementsStorage],
        ["XC"] = [DicomUid.VLPhotographicImageStorage, DicomUid.VideoPhotographicImageStorage, DicomUid.SecondaryCaptureImageStorage],
        ["US"] = [DicomUid.UltrasoundImageStorage, DicomUid.UltrasoundMultiFrameImageStorage, DicomUid.SecondaryCaptureImageStorage],
        ["DOC"] = [DicomUid.EncapsulatedPDFStorage],
        ["KO"] = [DicomUid.KeyObjectSelectionDocumentStorage],
        ["SR"] = [DicomUid.BasicTextSRStorage, DicomUid.EnhancedSRStorage, DicomUid.ComprehensiveSRStorage],
        ["CT"] = [DicomUid.CTImageStorage, DicomUid.EnhancedCTImageStorage, DicomUid.SecondaryCaptureImageStorage],
        ["MR"] = [DicomUid.MRImageStorage, DicomUid.EnhancedMRImageStorage, DicomUid.SecondaryCaptureImageStorage],
        ["CR"] = [DicomUid.ComputedRadiographyImageStorage, DicomUid.SecondaryCaptureImageStorage],
        ["DX"] = [DicomUid.DigitalXRayImageStorageForPresentation, DicomUid.DigitalXRayImageStorageForProcessing, DicomUid.SecondaryCaptureImageStorage],
    };

    /// <summary>What series of these modalities are likely to be made of; empty when there is no telling, or when it is too much.</summary>
    public static List<DicomUid> Of(IEnumerable<string> modalities)
    {
        var classes = new List<DicomUid>();
        foreach (var modality in modalities.Distinct())
        {
            if (!s_usual.TryGetValue(modality, out var usual))
            {
                return [];
            }

            classes = [.. classes.Union(usual)];
        }

        return classes.Count <= Most ? classes : [];
    }
}
