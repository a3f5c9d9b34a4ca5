using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>What a mocked command does while the block or test that said so lasts.</summary>
internal sealed record MockBehavior(string Command, ScriptBlock Script, ScriptBlock? Filter, PesterItem Owner);
