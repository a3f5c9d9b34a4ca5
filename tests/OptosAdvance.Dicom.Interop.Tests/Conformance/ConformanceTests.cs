using System.Globalization;
using System.Text;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>
/// The tables of docs/CONFORMANCE.md are what the running host negotiates. Run with OPTOS_UPDATE_DOCS=1 to write them anew.
/// </summary>
public sealed class ConformanceTests
{
    private const int ContextsPerAssociation = 128;

    [Fact]
    public async Task The_tables_of_the_conformance_statement_are_what_the_host_negotiates()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        var everySyntax = DicomTransferSyntax.All.Select(s => s.Uid).ToArray();
        var classes = DicomUid.Registered.Where(u => u.Kind == DicomUidKind.SopClass).ToList();
        var accepted = await AcceptedAsync(host, [.. classes.Select(c => new PresentationContext(c, everySyntax))]);
        var served = classes.Where((_, i) => accepted[i]).ToList();
        var pairs = served.SelectMany(c => everySyntax, (c, s) => (Class: c, Syntax: s)).ToList();
        var taken = await AcceptedAsync(host, [.. pairs.Select(p => new PresentationContext(p.Class, p.Syntax))]);
        var syntaxesOf = pairs.Where((_, i) => taken[i]).ToLookup(p => p.Class, p => p.Syntax);
        var storage = served.Where(c => c != DicomUid.Verification).ToList();
        var storageSyntaxes = syntaxesOf[storage[0]].ToList();

        // One list of syntaxes in the statement is only true when every class takes the same ones.
        Assert.All(storage, c => Assert.Equal(storageSyntaxes, syntaxesOf[c]));

        var document = Document.Open("CONFORMANCE.md");
        document.SetTable("verification transfer syntaxes", Names("Transfer syntax", syntaxesOf[DicomUid.Verification]));
        document.SetTable("storage SOP classes", Names("SOP class", storage));
        document.SetTable("storage transfer syntaxes", Names("Transfer syntax", storageSyntaxes));
        document.SetTable("association defaults", Defaults());
        document.AssertUpToDate();
    }

    private static async Task<bool[]> AcceptedAsync(HostProcess host, IReadOnlyList<PresentationContext> contexts)
    {
        var accepted = new List<bool>();
        foreach (var chunk in contexts.Chunk(ContextsPerAssociation))
        {
            await using var association = await OwnScu.ConnectAsync(host.Port, HostProcess.AETitle, "PROBE", chunk);
            accepted.AddRange(association.NegotiatedContexts.Select(c => c.IsAccepted));
            await association.ReleaseAsync();
        }

        return [.. accepted];
    }

    private static string Names(string heading, IEnumerable<DicomUid> uids)
    {
        var table = new StringBuilder().Append("| ").Append(heading).Append(" | UID |\n|---|---|\n");
        foreach (var uid in uids) table.Append(CultureInfo.InvariantCulture, $"| {uid.Name}{(uid.IsRetired ? " (retired)" : "")} | {uid.Value} |\n");
        return table.ToString();
    }

    private static string Defaults()
    {
        var upperLayer = new UpperLayerOptions();
        var local = new LocalAESettings();
        (string What, FormattableString Value)[] rows =
        [
            ("Implementation class UID", $"{Implementation.ClassUid}"),
            ("Implementation version name", $"{Implementation.VersionName}"),
            ("Application context", $"1.2.840.10008.3.1.1.1"),
            ("AE title", $"{local.AETitle}"),
            ("TCP port", $"{local.Port}"),
            ("Associations accepted at the same time", $"{local.MaximumInboundAssociations}"),
            ("Associations opened at the same time", $"{local.MaximumOutboundAssociations}"),
            ("Largest PDU received", $"{upperLayer.MaximumPduLength} bytes"),
            ("ARTIM", $"{upperLayer.ArtimTimeout.TotalSeconds} s"),
            ("Longest silence of a peer", $"{upperLayer.IdleTimeout.TotalSeconds} s"),
            ("Least of a message in progress, of a peer that we wait for", $"{upperLayer.MinimumMessagePace:N0} bytes in {upperLayer.MessagePaceInterval.TotalSeconds} s"),
            ("Longest time to take a PDU of ours", $"{upperLayer.WriteTimeout.TotalSeconds} s"),
        ];
        return "| | Default |\n|---|---|\n" + string.Concat(rows.Select(r => $"| {r.What} | {FormattableString.Invariant(r.Value)} |\n"));
    }
}
