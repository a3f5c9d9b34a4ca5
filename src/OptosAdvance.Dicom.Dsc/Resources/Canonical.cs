namespace OptosAdvance.Dicom.Dsc;

/// <summary>Properties that mean the same for every resource of DSC.</summary>
internal static class Canonical
{
    public const string Exist = "_exist";
    public const string InDesiredState = "_inDesiredState";
    public const string Metadata = "_metadata";
    public const string Name = "_name";
    public const string RestartRequired = "_restartRequired";
    public const string SecurityContext = "_securityContext";

    /// <summary>Within <see cref="Metadata"/>: what a change would do.</summary>
    public const string WhatIf = "whatIf";
}
