using System.Diagnostics;

namespace OptosAdvance.Dicom.Core.Tests;

public sealed class MutationTests(ITestOutputHelper output)
{
    // Ten samples, a fixed and a random seed: OPTOS_FUZZ_CASES and OPTOS_FUZZ_SEED make longer runs and repeat one.
    private static readonly int MutationsPerSample =
        int.TryParse(Environment.GetEnvironmentVariable("OPTOS_FUZZ_CASES"), out var cases) ? Math.Max(1, cases / 10) : 4000;

    private const long MemoryLimit = 8 << 20;

    private static readonly byte[][] Splices =
    [
        [0xFE, 0xFF, 0x00, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF], [0xFE, 0xFF, 0x0D, 0xE0, 0, 0, 0, 0], [0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0],
        [0xFF, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0x7F], "SQ\0\0"u8.ToArray(), "UN\0\0"u8.ToArray(), "OB\0\0"u8.ToArray(), [0xE0, 0x7F, 0x10, 0x00],
    ];

    [Fact]
    public void Damaged_files_give_a_data_set_or_a_format_error_and_nothing_else()
    {
        var samples = Samples();
        var options = new DicomReadOptions
        {
            Limits = new DicomReadLimits { MaximumMemory = MemoryLimit, MaximumElementLength = MemoryLimit / 2, MaximumElements = 100_000 },
        };
        int read = 0, refused = 0;
        foreach (var seed in Seeds())
        {
            var random = new Random(seed);
            foreach (var (name, bytes) in samples)
            {
                for (var i = 0; i < MutationsPerSample; i++)
                {
                    var damaged = Mutate(bytes, random);
                    var before = GC.GetAllocatedBytesForCurrentThread();
                    var watch = Stopwatch.StartNew();
                    try
                    {
                        DicomFile.Open(new MemoryStream(damaged), options);
                        read++;
                    }
                    catch (DicomFormatException)
                    {
                        refused++;
                    }
                    catch (Exception e)
                    {
                        Assert.Fail($"{name}, seed {seed}, mutation {i}: {e}");
                    }

                    // Values once, growth of buffers twice again, the read-ahead, and the objects that the limit only estimates.
                    Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MemoryLimit * 6);
                    Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
                }
            }
        }

        Assert.True(read > 100 && refused > 100, $"{read} read, {refused} refused");
    }

    [Fact]
    public void Damaged_data_sets_say_the_same_in_whatever_pieces_they_come()
    {
        var samples = Samples(asFiles: false);
        int read = 0, refused = 0;
        foreach (var seed in Seeds())
        {
            var random = new Random(seed);
            foreach (var (syntax, bytes) in samples)
            {
                for (var i = 0; i < MutationsPerSample / 4; i++)
                {
                    var damaged = Mutate(bytes, random);
                    var whole = Tell(damaged, syntax, () => damaged.Length);
                    var pieces = Tell(damaged, syntax, () => random.Next(1, 40));
                    Assert.True(whole == pieces, $"{syntax.Name}, seed {seed}, mutation {i}: {whole}{Environment.NewLine}and in pieces {pieces}");
                    if (whole.StartsWith("refused", StringComparison.Ordinal)) refused++;
                    else read++;
                }
            }
        }

        Assert.True(read > 10 && refused > 10, $"{read} read, {refused} refused");
    }

    private static string Tell(byte[] bytes, DicomTransferSyntax syntax, Func<int> nextPiece)
    {
        try
        {
            return TokenLog.Of(bytes, syntax, nextPiece);
        }
        catch (DicomFormatException e)
        {
            return $"refused at {e.Position}: {e.Message}";
        }
    }

    private int[] Seeds()
    {
        int[] seeds = int.TryParse(Environment.GetEnvironmentVariable("OPTOS_FUZZ_SEED"), out var seed) ? [seed] : [20260301, Random.Shared.Next()];
        output.WriteLine($"seeds {string.Join(", ", seeds)}");
        return seeds;
    }

    private static List<(string Name, byte[] Bytes)> Samples() => [.. Samples(asFiles: true).Select(sample => (sample.Syntax.Name, sample.Bytes))];

    private static List<(DicomTransferSyntax Syntax, byte[] Bytes)> Samples(bool asFiles)
    {
        var samples = new List<(DicomTransferSyntax, byte[])>();
        foreach (var syntax in new[]
        {
            DicomTransferSyntax.ImplicitVRLittleEndian, DicomTransferSyntax.ExplicitVRLittleEndian, DicomTransferSyntax.ExplicitVRBigEndian,
            DicomTransferSyntax.DeflatedExplicitVRLittleEndian, DicomTransferSyntax.JPEGBaseline8Bit,
        })
        {
            foreach (var isUndefined in new[] { false, true })
            {
                // The tokenizer is fed with what is not deflated.
                if (!asFiles && syntax.IsDeflated) continue;
                using var stream = new MemoryStream();
                var options = new DicomWriteOptions { UseUndefinedLengths = isUndefined };
                if (asFiles) new DicomFile(Dataset(syntax.IsEncapsulated), syntax).Save(stream, options);
                else DicomDatasetWriter.Write(stream, Dataset(syntax.IsEncapsulated), syntax, options);
                samples.Add((syntax, stream.ToArray()));
            }
        }

        return samples;
    }

    private static DicomDataset Dataset(bool isEncapsulated)
    {
        DicomDataset Item(int depth) => depth == 0
            ? new DicomDataset().Set(DicomTag.ReferencedSOPInstanceUID, "1.2.3").Set(DicomTag.ReferencedFrameNumber, 1, 2, 3)
            : new DicomDataset().Set(DicomTag.CodeMeaning, "Fundus").Set(DicomTag.ReferencedSeriesSequence, Item(depth - 1), Item(depth - 1));

        var dataset = new DicomDataset()
            .Set(DicomTag.SpecificCharacterSet, "ISO_IR 192").Set(DicomTag.SOPClassUID, DicomUid.OphthalmicPhotography8BitImageStorage)
            .Set(DicomTag.SOPInstanceUID, "1.2.3.4").Set(DicomTag.PatientName, "Größe^Wörter").Set(DicomTag.Rows, 16).Set(DicomTag.Columns, 16)
            .Set(DicomTag.ReferencedStudySequence, Item(3), Item(0));
        dataset.Set(dataset.ReservePrivate("OPTOS TEST", 0x0019, 1), DicomVR.FD, "1.5", "2.5");
        if (!isEncapsulated) return dataset.SetBytes(DicomTag.PixelData, new byte[256]);
        var fragments = new DicomFragmentSequence(DicomTag.PixelData, DicomVR.OB) { OffsetTable = new byte[4] };
        fragments.Fragments.Add(new byte[200]);
        fragments.Fragments.Add(new byte[100]);
        return dataset.Set(fragments);
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = original.ToList();
        for (var changes = random.Next(1, 5); changes > 0 && bytes.Count > 150; changes--)
        {
            // Most damage goes where the structure is, behind preamble and prefix.
            var at = random.Next(random.Next(4) == 0 ? 0 : 132, bytes.Count);
            switch (random.Next(6))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at)); break;
                case 3: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 60), bytes.Count - at))); break;
                case 4: bytes.RemoveRange(at, bytes.Count - at); break;
                default:
                    var splice = Splices[random.Next(Splices.Length)];
                    for (var i = 0; i < splice.Length && at + i < bytes.Count; i++) bytes[at + i] = splice[i];
                    break;
            }
        }

        return [.. bytes];
    }
}
