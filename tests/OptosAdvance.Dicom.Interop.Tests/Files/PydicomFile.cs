namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>A file of pydicom's package as pydicom and dcmdump see it.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Offset">Where its data set begins.</param>
/// <param name="Readable">Whether both read it from beginning to end.</param>
/// <param name="Why">What they complained about.</param>
/// <param name="TransferSyntax">Transfer syntax of the data set.</param>
/// <param name="SopClass">SOP class UID, of the data set or else of the file meta information.</param>
/// <param name="SopInstance">SOP instance UID of the data set.</param>
/// <param name="Study">Study instance UID of the data set.</param>
/// <param name="Series">Series instance UID of the data set.</param>
internal sealed record PydicomFile(
    string Path,
    int Offset,
    bool Readable,
    string Why,
    string TransferSyntax = "",
    string SopClass = "",
    string SopInstance = "",
    string Study = "",
    string Series = "")
{
    public string Name => System.IO.Path.Combine(System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(Path)!), System.IO.Path.GetFileName(Path));

    /// <summary>Whether it is a composite instance of a patient's study (PS3.4 B), the only thing that C-STORE to an archive carries.</summary>
    public bool IsInstance => SopClass.Length > 0 && SopInstance.Length > 0 && Study.Length > 0 && Series.Length > 0;

    public byte[] DataSet() => File.ReadAllBytes(Path)[Offset..];

    public override string ToString() => Name;
}
