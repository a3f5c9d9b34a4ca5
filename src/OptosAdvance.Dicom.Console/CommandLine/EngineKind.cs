namespace OptosAdvance.Dicom.Console;

/// <summary>Which PowerShell runs the user's commands.</summary>
internal enum EngineKind
{
    /// <summary><c>pwsh</c> when it is on the path, else the engine that comes with the console.</summary>
    Automatic,

    /// <summary>The engine that comes with the console.</summary>
    BuiltIn,

    /// <summary>The installed PowerShell 7; an error when there is none.</summary>
    PowerShell,
}
