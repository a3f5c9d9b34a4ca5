using CsCheck;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>The file that is written over and over: only what was last written counts, up to where it is not whole.</summary>
public sealed class IngestLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Gives_back_entries_and_where_their_bytes_lie()
    {
        using (var log = new IngestLog(LogPath))
        {
            log.ReadAll();
            log.Add(Delete(1));
            log.Add(Store(2, "a.part"), new byte[] { 1, 2, 3 });
            log.Write();
            log.Add(Store(3, "b.part"));
            log.Write();
        }

        using var again = new IngestLog(LogPath);
        var records = again.ReadAll();
        Assert.Equal([1, 2, 3], records.Select(record => record.Batch));
        var data = Assert.IsType<StoreRecord>(records[1]).Data;
        Assert.NotNull(data);
        var bytes = new byte[data.Value.Length];
        again.ReadData(data.Value, bytes);
        Assert.Equal([1, 2, 3], bytes);
        Assert.Null(Assert.IsType<StoreRecord>(records[2]).Data);
    }

    [Fact]
    public void Goes_on_behind_the_last_entry()
    {
        Write(1, 2);
        using (var log = new IngestLog(LogPath))
        {
            log.ReadAll();
            log.Add(Delete(3));
            log.Write();
        }

        Assert.Equal([1, 2, 3], Read());
    }

    [Fact]
    public void What_an_earlier_generation_left_behind_the_end_is_no_entry()
    {
        using (var log = new IngestLog(LogPath))
        {
            log.ReadAll();
            for (var batch = 1; batch <= 50; batch++)
            {
                log.Add(Delete(batch));
            }

            log.Write();
            log.Empty();
            // As long as those that lie there, so that the next of them begins where these end.
            log.Add(Delete(51));
            log.Add(Delete(52));
            log.Write();
        }

        Assert.Equal([51, 52], Read());
    }

    [Fact]
    public void An_emptied_log_is_empty_and_keeps_its_blocks()
    {
        using (var log = new IngestLog(LogPath))
        {
            log.ReadAll();
            log.Add(Delete(1), new byte[1 << 20]);
            log.Write();
            log.Empty();
            Assert.Equal(0, log.Length);
        }

        Assert.Empty(Read());
        Assert.True(new FileInfo(LogPath).Length >= 1 << 20);
    }

    [Fact]
    public void What_was_taken_back_is_gone_and_what_follows_it_too()
    {
        using (var log = new IngestLog(LogPath))
        {
            log.ReadAll();
            log.Add(Delete(1));
            log.Write();
            var mark = log.End;
            log.Add(Delete(2));
            log.Add(Delete(3));
            log.Write();
            log.CutAt(mark);
            Assert.Equal([1], Read());
            log.Add(Delete(4));
            log.Write();
        }

        Assert.Equal([1, 4], Read());
    }

    [Fact]
    public void What_was_gathered_and_not_written_leaves_no_trace()
    {
        using (var log = new IngestLog(LogPath))
        {
            log.ReadAll();
            log.Add(Delete(1));
            log.Discard();
            log.Add(Delete(2));
            log.Write();
        }

        Assert.Equal([2], Read());
    }

    [Fact]
    public void Zeros_are_an_empty_log_and_another_format_is_refused()
    {
        File.WriteAllBytes(LogPath, new byte[4096]);
        Assert.Empty(Read());
        File.WriteAllBytes(LogPath, [.. Enumerable.Repeat((byte)7, 4096)]);
        Assert.Throws<InvalidDataException>(() => Read());
    }

    [Fact]
    public void Damage_anywhere_leaves_the_entries_before_it()
    {
        long end;
        using (var log = new IngestLog(LogPath))
        {
            log.ReadAll();
            for (var batch = 1; batch <= 20; batch++)
            {
                log.Add(Store(batch, "a.part"), new byte[batch * 10]);
                log.Write();
            }

            end = log.Length;
        }

        var whole = File.ReadAllBytes(LogPath);
        var all = Enumerable.Range(1, 20).Select(batch => (long)batch).ToArray();
        // Whatever sector of it did not reach the disk, or was torn: what is read is what was written before.
        Gen.Select(Gen.Int[16, (int)end + 15], Gen.Int[1, 600], Gen.Bool).Sample((at, length, zero) =>
        {
            var damaged = (byte[])whole.Clone();
            var hit = damaged.AsSpan(at, Math.Min(length, damaged.Length - at));
            if (zero)
            {
                hit.Clear();
            }
            else
            {
                foreach (ref var value in hit)
                {
                    value ^= 0x5A;
                }
            }

            File.WriteAllBytes(LogPath, damaged);
            var read = Read();
            Assert.Equal(all[..read.Length], read);
            return true;
        }, iter: 300, threads: 1);
    }

    public void Dispose() => _folder.Dispose();

    private string LogPath => _folder.Combine("ingest.log");

    private static DeleteRecord Delete(long batch) => new(batch, true, "1.2.3");

    private static StoreRecord Store(long batch, string name)
    {
        var sample = new SampleInstance();
        var inspector = new DataSetInspector(sample.TransferSyntax);
        inspector.Feed(sample.ToBytes());
        var entry = new IndexEntry
        {
            Content = inspector.Complete().ToContent(),
            File = new StoredFile(10, 5, 42),
            ReceivedAt = DateTimeOffset.UnixEpoch,
            Source = "CAMERA",
        };
        return new StoreRecord(batch, true, name, entry, null);
    }

    private void Write(params long[] batches)
    {
        using var log = new IngestLog(LogPath);
        log.ReadAll();
        foreach (var batch in batches)
        {
            log.Add(Delete(batch));
            log.Write();
        }
    }

    private long[] Read()
    {
        using var log = new IngestLog(LogPath);
        return [.. log.ReadAll().Select(record => record.Batch)];
    }
}
