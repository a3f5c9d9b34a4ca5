using System.Collections;
using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>What the cmdlets that query have in common: keys of any attribute, character set, limit, and results as they arrive.</summary>
public abstract class QueryCmdlet : OptosCmdlet
{
    /// <summary>
    /// Further matching keys, each by tag or keyword: @{ '0008,0090' = 'House*'; BodyPartExamined = 'EYE' }. An empty value asks for the attribute
    /// without matching it. Within a sequence a path with dots is given. A key here wins over a parameter. Only for remote servers.
    /// </summary>
    [Parameter]
    public IDictionary? Key { get; set; }

    /// <summary>
    /// Specific Character Set (0008,0005) of the request, such as ISO_IR 100 or '\ISO 2022 IR 87'. Without it the set is chosen by what the keys need.
    /// Only for remote servers.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CharacterSet { get; set; }

    /// <summary>The query of one remote AE.</summary>
    private protected RemoteQuery Remote(string name, QueryRoot? root) =>
        new() { AE = name, Root = root, Keys = KeyTable.Read(Key), CharacterSet = CharacterSet };

    /// <summary>Writes results as they come; warns of what the host says of them, and when there are more.</summary>
    private protected async Task WritePagesAsync<T>(IAsyncEnumerable<QueryPage<T>> pages, string what, string where, int? first)
        where T : class
    {
        await foreach (var page in pages)
        {
            if (page.Warning is { } warning)
            {
                WriteWarning(warning);
            }

            WriteAll(page.Results);
            if (page.MoreExist)
            {
                var hint = first <= page.Limit ? "Raise -First" : "Raise the limit with Set-OptosPatientSearch -MaximumQueryResults";
                WriteWarning($"More {what} match {where}than the {page.Limit} that are shown. {hint}, or narrow the search.");
            }
        }
    }

    /// <summary>Names of the remote AEs that are meant, wildcards resolved.</summary>
    private protected async Task<IReadOnlyList<string>> ResolveAsync(IOptosControl control, IReadOnlyCollection<string> names, RemoteServices service)
    {
        if (!names.Any(WildcardPattern.ContainsWildcardCharacters))
        {
            // The host knows whether there is one, and says what to do if not.
            return [.. names.Distinct(StringComparer.OrdinalIgnoreCase)];
        }

        var configuration = await control.GetConfigurationAsync(StopToken);
        var able = configuration.RemoteAEs.Where(each => each.Services.HasFlag(service));
        return [.. NameFilter.Select(able, each => each.Name, names, this.WriteDicomAENotFound).Select(each => each.Name)];
    }

    private protected static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : text;

    /// <summary>What only a remote server can be asked is refused without one.</summary>
    private protected void RefuseWithoutAE(QueryRoot? root)
    {
        var given = Key is not null ? nameof(Key) : CharacterSet is not null ? nameof(CharacterSet) : root is not null ? "QueryRoot" : null;
        if (given is not null)
        {
            ThrowTerminatingError(ErrorRecords.Create(
                "NeedsAE", ErrorCategory.InvalidArgument, $"-{given} is for queries of remote servers, and none is named.", "Give -AE, or leave it out.", given));
        }
    }
}
