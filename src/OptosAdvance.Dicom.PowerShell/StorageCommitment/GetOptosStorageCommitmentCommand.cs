using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Gets storage commitment transactions, newest first.</summary>
/// <remarks>
/// A transaction is one request to an archive about instances of one study. Whether an instance counts as committed in the end is shown by
/// Get-OptosStudy: it does while it is held with the bytes that the archive has confirmed.
/// </remarks>
/// <example>
/// <code>Get-OptosStorageCommitment -State Pending</code>
/// <para>Shows what archives have not answered yet.</para>
/// </example>
/// <example>
/// <code>Get-OptosStorageCommitment -AE PACS1 -State PartlyFailed, Failed -Last 10 -Instance | Where-Object State -ne Committed</code>
/// <para>Shows which instances PACS1 did not commit, and why.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "OptosStorageCommitment", DefaultParameterSetName = "Transaction")]
[OutputType(typeof(StorageCommitment), ParameterSetName = ["Transaction"])]
[OutputType(typeof(StorageCommitmentInstance), ParameterSetName = ["Instance"])]
public sealed class GetOptosStorageCommitmentCommand : OptosCmdlet
{
    /// <summary>Transaction UIDs (0008,1195); the instances are returned with them, in the property Results.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[]? TransactionUid { get; set; }

    /// <summary>Transactions about these studies, typed or from the pipeline.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(StudyCompleter))]
    public string[]? StudyInstanceUid { get; set; }

    /// <summary>Transactions with these remote AEs; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DicomAENameCompleter))]
    public string[]? AE { get; set; }

    /// <summary>Transactions in any of these states.</summary>
    [Parameter]
    public StorageCommitmentState[]? State { get; set; }

    /// <summary>Only this many of the newest that match.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? Last { get; set; }

    /// <summary>Returns the instances, one by one, with the transaction that they belong to.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Instance")]
    public SwitchParameter Instance { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var control = await ControlAsync();
        var query = new StorageCommitmentQuery
        {
            TransactionUid = (TransactionUid ?? []).ToEquatableList(),
            StudyInstanceUid = (StudyInstanceUid ?? []).ToEquatableList(),
            AE = (AE ?? []).ToEquatableList(),
            State = (State ?? []).ToEquatableList(),
            Last = Last,
            WithInstances = Instance || TransactionUid is not null,
        };
        var found = new HashSet<string>();
        await foreach (var transaction in control.GetStorageCommitmentsAsync(query, StopToken))
        {
            found.Add(transaction.TransactionUid);
            if (Instance)
            {
                WriteAll(transaction.Results.Select(instance => With(instance, transaction)));
            }
            else
            {
                WriteObject(transaction);
            }
        }

        foreach (var missing in (TransactionUid ?? []).Where(uid => !found.Contains(uid) && StudyInstanceUid is null && AE is null && State is null))
        {
            WriteError(ErrorRecords.Create(
                ErrorIds.NotFound, ErrorCategory.ObjectNotFound, $"There is no storage commitment transaction {missing}.", "List them with Get-OptosStorageCommitment.", missing));
        }
    }

    private static PSObject With(StorageCommitmentInstance instance, StorageCommitment transaction)
    {
        var wrapped = PSObject.AsPSObject(instance);
        wrapped.Properties.Add(new PSNoteProperty(nameof(StorageCommitment.TransactionUid), transaction.TransactionUid));
        wrapped.Properties.Add(new PSNoteProperty(nameof(StorageCommitment.StudyInstanceUid), transaction.StudyInstanceUid));
        wrapped.Properties.Add(new PSNoteProperty(nameof(StorageCommitment.AE), transaction.AE));
        return wrapped;
    }
}
