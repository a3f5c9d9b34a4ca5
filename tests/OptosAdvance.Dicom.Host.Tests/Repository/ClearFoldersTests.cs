namespace OptosAdvance.Dicom.Host.Tests;

public sealed class ClearFoldersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StorageVolume _volume;
    private readonly ClearFolders _clear = new();

    public ClearFoldersTests() => _volume = StorageVolume.OpenOrCreate(_folder.Combine("repository"));

    private string Series(int number) => Path.Combine(_volume.StudiesFolder, "1.2", "1.2." + number);

    [Fact]
    public void Makes_the_folder_of_an_instance()
    {
        _clear.Prepare(_volume, Path.Combine(Series(1), "1.2.1.1.dcm"));
        Assert.True(Directory.Exists(Series(1)));
        _clear.Prepare(_volume, Path.Combine(Series(2), "1.2.2.1.dcm"));
        Assert.True(Directory.Exists(Series(2)));
    }

    [Fact]
    public void Says_of_each_instance_whether_a_folder_is_in_its_place()
    {
        var taken = Path.Combine(Series(1), "1.2.1.2.dcm");
        Directory.CreateDirectory(taken);
        _clear.Prepare(_volume, Path.Combine(Series(1), "1.2.1.1.dcm"));
        Assert.Contains(taken, Assert.Throws<IOException>(() => _clear.Prepare(_volume, taken)).Message, StringComparison.Ordinal);
        Assert.Throws<IOException>(() => _clear.Prepare(_volume, taken));
    }

    [Fact]
    public void Asks_once_for_a_folder_until_there_have_been_many()
    {
        var first = Path.Combine(Series(0), "1.2.0.1.dcm");
        _clear.Prepare(_volume, first);
        Directory.Delete(Series(0));
        _clear.Prepare(_volume, first);
        Assert.False(Directory.Exists(Series(0)));

        for (var series = 1; series <= ClearFolders.Most; series++)
        {
            _clear.Prepare(_volume, Path.Combine(Series(series), "1.dcm"));
        }

        _clear.Prepare(_volume, first);
        Assert.True(Directory.Exists(Series(0)));
    }

    [Fact]
    public void Makes_no_folder_where_the_volume_is_away()
    {
        Directory.Delete(_volume.StudiesFolder);
        Assert.Throws<DirectoryNotFoundException>(() => _clear.Prepare(_volume, Path.Combine(Series(1), "1.dcm")));
        Assert.False(Directory.Exists(Series(1)));
    }

    public void Dispose()
    {
        _volume.Dispose();
        _folder.Dispose();
    }
}
