using System.Management.Automation;
using System.Security.Cryptography;

namespace OptosAdvance.Dicom.Console;

/// <summary>Computes the hash of files.</summary>
[Cmdlet(VerbsCommon.Get, "FileHash", DefaultParameterSetName = "Path")]
internal sealed class GetFileHashCommand : PathCommand
{
    [Parameter(Position = 1)]
    [ValidateSet("SHA1", "SHA256", "SHA384", "SHA512", "MD5")]
    public string Algorithm { get; set; } = "SHA256";

    protected override void ProcessRecord()
    {
        foreach (var file in Paths.SelectMany(path => Resolve(path, out _)))
        {
            Attempt("FileReadError", file, () => WriteObject(Hash(file)));
        }
    }

    private PSObject Hash(string file)
    {
        using var stream = File.OpenRead(file);
        var hash = CryptographicOperations.HashData(new HashAlgorithmName(Algorithm.ToUpperInvariant()), stream);
        var result = new PSObject();
        result.TypeNames.Insert(0, "Microsoft.Powershell.Utility.FileHash");
        result.Properties.Add(new PSNoteProperty("Algorithm", Algorithm.ToUpperInvariant()));
        result.Properties.Add(new PSNoteProperty("Hash", Convert.ToHexString(hash)));
        result.Properties.Add(new PSNoteProperty("Path", file));
        return result;
    }
}
