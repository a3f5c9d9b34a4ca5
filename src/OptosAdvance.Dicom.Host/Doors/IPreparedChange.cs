namespace OptosAdvance.Dicom.Host;

/// <summary>A change that only needs to be switched on. Disposed without a commit it leaves no trace.</summary>
internal interface IPreparedChange : IAsyncDisposable
{
    /// <summary>Switches; called after <see cref="IApplianceSettings.Current"/> shows the new configuration. Does not fail for outside reasons.</summary>
    Task CommitAsync();
}
