namespace OptosAdvance.Dicom.Core;

/// <summary>A value that stands, or may stand, apart from the JSON of its data set (BulkDataURI, PS3.18 F.2.6).</summary>
/// <param name="Path">Where it is: tags and item numbers from 1, such as "54000100/1/54001010".</param>
/// <param name="Tag">Its tag.</param>
/// <param name="VR">Its value representation.</param>
/// <param name="Item">The element, when writing; null when reading.</param>
/// <param name="Uri">The URI, when reading; empty when writing.</param>
public sealed record DicomBulkData(string Path, DicomTag Tag, DicomVR VR, DicomItem? Item, string Uri);
