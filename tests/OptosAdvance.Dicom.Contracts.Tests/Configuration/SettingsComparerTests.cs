namespace OptosAdvance.Dicom.Contracts.Tests;

public sealed class SettingsComparerTests
{
    [Fact]
    public void Compares_by_meaning()
    {
        var one = new RemoteAE { Name = "pacs", AETitle = AETitle.Parse("PACS "), HostName = "Pacs.Clinic.Example.", BaseUri = "HTTPS://Pacs:443/dicom/", Description = "" };
        var two = new RemoteAE { Name = "PACS", AETitle = AETitle.Parse(" PACS"), HostName = "pacs.clinic.example", BaseUri = "https://pacs/dicom", Description = null };

        Assert.True(SettingsComparer.MeanTheSame(one, two));
        Assert.Empty(SettingsComparer.Compare("RemoteAE/PACS", one, two));
    }

    [Theory]
    [InlineData("::1", "0:0:0:0:0:0:0:1", true)]
    [InlineData("10.0.0.1", "10.0.0.2", false)]
    [InlineData("a", "b", false)]
    [InlineData(null, "", true)]
    public void Compares_hosts(string? left, string? right, bool same) =>
        Assert.Equal(same, SettingsComparer.MeanTheSame(new RemoteAE { HostName = left }, new RemoteAE { HostName = right }));

    [Fact]
    public void The_case_of_a_title_counts() =>
        Assert.False(SettingsComparer.MeanTheSame(new RemoteAE { AETitle = AETitle.Parse("pacs") }, new RemoteAE { AETitle = AETitle.Parse("PACS") }));

    [Fact]
    public void Names_what_differs_and_hides_secrets()
    {
        var before = new ApplianceConfiguration { Notification = new NotificationSettings { CredentialPassword = Secret.Parse("one") } };
        var after = before with
        {
            Notification = new NotificationSettings { CredentialPassword = Secret.Parse("two") },
            Repository = before.Repository with { CriticalWatermark = DiskWatermark.Parse("4%") },
            RemoteAEs = [new RemoteAE { Name = "PACS1", AETitle = AETitle.Parse("PACS"), Services = RemoteServices.None }],
        };

        var changes = SettingsComparer.Compare(before, after);

        Assert.Contains(new PropertyChange("Notification", "CredentialPassword", "***", "***"), changes);
        Assert.Contains(new PropertyChange("Repository", "CriticalWatermark", "5%", "4%"), changes);
        Assert.Contains(new PropertyChange("RemoteAE/PACS1", "AETitle", null, "PACS"), changes);
        Assert.DoesNotContain(changes, change => change.Target == "LocalAE");
    }
}
