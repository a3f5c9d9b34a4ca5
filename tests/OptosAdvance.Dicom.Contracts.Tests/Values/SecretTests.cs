namespace OptosAdvance.Dicom.Contracts.Tests;

public sealed class SecretTests
{
    [Fact]
    public void Shows_itself_nowhere()
    {
        var settings = new NotificationSettings { CredentialPassword = Secret.Parse("open sesame") };

        Assert.DoesNotContain("sesame", settings.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", $"{settings.CredentialPassword}", StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", new Partial<NotificationSettings>().With(mail => mail.CredentialPassword, settings.CredentialPassword).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_mask_stands_for_a_secret_and_is_none()
    {
        Assert.True(Secret.Parse(Secret.Mask).IsHidden);
        Assert.False(Secret.Parse("x").IsHidden);
    }

    [Fact]
    public void Takes_what_PowerShell_holds_protected()
    {
        using var text = new System.Security.SecureString();
        foreach (var c in "pässword")
        {
            text.AppendChar(c);
        }

        Assert.Equal("pässword", Secret.FromSecureString(text).Reveal());
    }
}
