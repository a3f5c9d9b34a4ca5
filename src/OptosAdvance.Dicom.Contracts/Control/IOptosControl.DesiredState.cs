namespace OptosAdvance.Dicom.Contracts;

public partial interface IOptosControl
{
    /// <summary>Holds resources against the configuration, secrets included, and changes nothing.</summary>
    Task<DesiredStateResult> TestDesiredStateAsync(DesiredStateRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Brings resources about: as one transaction, or, when that is refused, one by one, so that what can be applied is. The result
    /// says what was applied and what was not.
    /// </summary>
    Task<DesiredStateResult> ApplyDesiredStateAsync(DesiredStateRequest request, CancellationToken cancellationToken);

    /// <summary>Gives the host a document to hold in force; returns when it was checked, and with AutoCorrect applied, once.</summary>
    Task<ConfigurationStatus> SetDesiredConfigurationAsync(DesiredConfiguration configuration, CancellationToken cancellationToken);

    /// <summary>The document that the host holds in force, without the values of its parameters; null for none.</summary>
    Task<DesiredConfiguration?> GetDesiredConfigurationAsync(CancellationToken cancellationToken);

    /// <summary>Ends holding a document in force; the configuration stays as it is.</summary>
    /// <returns>Whether there was one.</returns>
    Task<bool> ClearDesiredConfigurationAsync(CancellationToken cancellationToken);

    /// <summary>How the appliance stands to the document that it holds in force.</summary>
    Task<ConfigurationStatus> GetConfigurationStatusAsync(CancellationToken cancellationToken);
}
