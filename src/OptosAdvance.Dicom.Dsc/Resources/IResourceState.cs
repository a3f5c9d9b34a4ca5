using System.Text.Json.Nodes;

namespace OptosAdvance.Dicom.Dsc;

/// <summary>The actual state behind a resource: how it is read and how it is changed. States are objects of properties as the contract writes them.</summary>
internal interface IResourceState : IDisposable
{
    /// <summary>The instance that is meant; null when it does not exist.</summary>
    /// <exception cref="Contracts.ControlException">The state cannot be read.</exception>
    JsonObject? Read(DesiredState desired);

    /// <summary>Every instance.</summary>
    IEnumerable<JsonObject> ReadAll();

    /// <summary>Brings about the properties that are given, or the absence of the instance.</summary>
    /// <param name="desired">Wanted state.</param>
    /// <param name="whatIf">Only says what it would do.</param>
    ChangeOutcome Change(DesiredState desired, bool whatIf);
}
