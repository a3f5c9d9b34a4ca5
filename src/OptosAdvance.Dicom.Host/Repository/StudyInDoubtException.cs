namespace OptosAdvance.Dicom.Host;

/// <summary>A study's files are out of the way, and the index does not know: what the log says has to be done again.</summary>
internal sealed class StudyInDoubtException(Exception inner) : Exception("The index could not take the removal of a study.", inner);
