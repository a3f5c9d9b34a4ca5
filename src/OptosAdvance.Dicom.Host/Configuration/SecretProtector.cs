using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Secret = OptosAdvance.Dicom.Contracts.Secret;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Encrypts secrets for the configuration file. The keys lie beside it in a directory that only the host's account may enter (on
/// Windows they are encrypted for the machine as well): a copy of the file alone gives nothing away.
/// </summary>
internal sealed class SecretProtector
{
    private const string Prefix = "protected:";

    private readonly Lazy<IDataProtector> _protector;

    public SecretProtector(ApplianceDirectory directory) => _protector = new(() => CreateProtector(directory));

    public Secret Protect(Secret secret) => Secret.Parse(Prefix + _protector.Value.Protect(secret.Reveal()));

    /// <exception cref="CryptographicException">The text was not encrypted with the keys of this data directory.</exception>
    public Secret Unprotect(Secret secret)
    {
        var text = secret.Reveal();
        return text.StartsWith(Prefix, StringComparison.Ordinal)
            ? Secret.Parse(_protector.Value.Unprotect(text[Prefix.Length..]))
            : throw new CryptographicException("A secret is not encrypted.");
    }

    private static IDataProtector CreateProtector(ApplianceDirectory directory)
    {
        var keys = new DirectoryInfo(PrivateDirectory.CreateOwnerOnly(Path.Combine(directory.Path, "keys")));
        return DataProtectionProvider.Create(keys, builder =>
        {
            builder.SetApplicationName("OptosAdvance.Dicom");
            if (OperatingSystem.IsWindows())
            {
                builder.ProtectKeysWithDpapi(protectToLocalMachine: true);
            }
        }).CreateProtector("OptosAdvance.Dicom.Configuration.v1");
    }
}
