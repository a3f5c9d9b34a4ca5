using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Changes one section of the configuration: those properties that are given, as one transaction.</summary>
/// <typeparam name="T">Type of the section.</typeparam>
public abstract class SetSettingsCommand<T> : ChangingCmdlet
    where T : class, new()
{
    private protected abstract string SectionName { get; }

    private protected abstract T Section(ApplianceConfiguration configuration);

    private protected abstract ConfigurationChange Change(Partial<T> given);

    private protected virtual Partial<T> Given() => BoundSettings.Read<T>(MyInvocation.BoundParameters);

    /// <inheritdoc/>
    protected sealed override async Task ProcessAsync()
    {
        var given = Given();
        if (given.IsEmpty)
        {
            var properties = string.Join(", ", typeof(T).GetProperties().Where(property => property.CanWrite).Select(property => "-" + property.Name));
            WriteError(ErrorRecords.Create(
                "NothingToSet", ErrorCategory.InvalidArgument, $"No property of {SectionName} is given.", $"Give at least one of {properties}.", SectionName));
            return;
        }

        await TryAsync(SectionName, async () =>
        {
            var result = await ApplyAsync(Change(given), SectionName, "Set");
            if (result is not null && PassThru)
            {
                WriteObject(Section(result.Configuration));
            }
        });
    }
}
