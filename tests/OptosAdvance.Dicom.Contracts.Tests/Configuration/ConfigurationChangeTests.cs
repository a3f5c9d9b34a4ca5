namespace OptosAdvance.Dicom.Contracts.Tests;

public sealed class ConfigurationChangeTests
{
    private static readonly ApplianceConfiguration OnePacs = new() { RemoteAEs = [new RemoteAE { Name = "PACS1", Port = 104 }] };

    [Theory]
    [InlineData(RemoteAEChangeKind.Create, "pacs1", ErrorIds.AlreadyExists)]
    [InlineData(RemoteAEChangeKind.Update, "PACS2", ErrorIds.NotFound)]
    [InlineData(RemoteAEChangeKind.Remove, "PACS2", ErrorIds.NotFound)]
    public void Refuses_what_does_not_fit(RemoteAEChangeKind kind, string name, string id)
    {
        var error = Assert.Throws<ControlException>(() => Change(kind, name).ApplyTo(OnePacs));

        Assert.Equal(id, error.Error.Id);
        Assert.Equal(name, error.Error.Target);
    }

    [Theory]
    [InlineData(RemoteAEChangeKind.Create, "PACS2", "PACS1=104 PACS2=11112")]
    [InlineData(RemoteAEChangeKind.Update, "pacs1", "PACS1=11112")]
    [InlineData(RemoteAEChangeKind.Ensure, "pacs1", "PACS1=11112")]
    [InlineData(RemoteAEChangeKind.Ensure, "ARCHIVE", "ARCHIVE=11112 PACS1=104")]
    [InlineData(RemoteAEChangeKind.Remove, "Pacs1", "")]
    [InlineData(RemoteAEChangeKind.EnsureAbsent, "PACS1", "")]
    [InlineData(RemoteAEChangeKind.EnsureAbsent, "PACS2", "PACS1=104")]
    public void Keeps_remote_AEs_ordered_by_name(RemoteAEChangeKind kind, string name, string expected)
    {
        var after = Change(kind, name).ApplyTo(OnePacs);

        Assert.Equal(expected, string.Join(' ', after.RemoteAEs.Select(remote => $"{remote.Name}={remote.Port}")));
    }

    [Fact]
    public void Drops_blanks_and_empty_texts()
    {
        var change = new ConfigurationChange { Repository = new Partial<RepositorySettings>().With(r => r.Path, "  ").With(r => r.NotificationAddress, " a@b.c ") };

        var after = change.ApplyTo(new ApplianceConfiguration { Repository = new RepositorySettings { Path = "/data" } });

        Assert.Null(after.Repository.Path);
        Assert.Equal("a@b.c", after.Repository.NotificationAddress);
    }

    private static ConfigurationChange Change(RemoteAEChangeKind kind, string name) => new()
    {
        RemoteAEs = [new RemoteAEChange { Name = name, Kind = kind, Properties = new Partial<RemoteAE>().With(remote => remote.Port, 11112) }],
    };
}
