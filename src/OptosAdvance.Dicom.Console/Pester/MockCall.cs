using System.Collections;

namespace OptosAdvance.Dicom.Console;

/// <summary>A call of a mocked command, with where the run was then.</summary>
internal sealed record MockCall(string Command, IDictionary Parameters, IReadOnlyList<object?> Arguments, PesterItem Place);
