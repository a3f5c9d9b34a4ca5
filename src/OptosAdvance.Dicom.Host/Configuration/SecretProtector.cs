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

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Lazy<IDataProtector> _protector;
    private readonly string _keys;

    public SecretProtector(ApplianceDirectory directory)
    {
        _keys = Path.Combine(directory.Path, "keys");
        _protector = new(() => CreateProtector(_keys));
    }

    public Secret Protect(Secret secret)
    {
        var text = _protector.Value.Protect(secret.Reveal());
        RestrictKeys();
        return Secret.Parse(Prefix + text);
    }

    /// <exception cref="CryptographicException">The text was not encrypted with the keys of this data directory.</exception>
    public Secret Unprotect(Secret secret)
    {
        var text = secret.Reveal();
        return text.StartsWith(Prefix, StringComparison.Ordinal)
            ? Secret.Parse(_protector.Value.Unprotect(text[Prefix.Length..]))
            : throw new CryptographicException("A secret is not encrypted.");
    }

    /// <summary>The directory keeps others out already; a copy of a key that keeps its mode does so too.</summary>
    private void RestrictKeys()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        foreach (var key in Directory.EnumerateFiles(_keys))
        {
            File.SetUnixFileMode(key, OwnerOnly);
        }
    }

    private static IDataProtector CreateProtector(string folder)
    {
        var keys = new DirectoryInfo(PrivateDirectory.CreateOwnerOnly(folder));
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
