using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace OptosAdvance.Dicom.Core.Tests;

public sealed partial class SampleFileTests
{
    [Fact]
    public void Reads_every_file_that_is_whole_and_writes_the_same_again()
    {
        var files = SampleFiles.Readable().Where(f => Path.GetFileName(f) != SampleFiles.ImplicitButEncapsulated).ToList();
        var failures = new List<string>();
        var identical = 0;
        foreach (var path in files)
        {
            try
            {
                if (RoundTrip(path)) identical++;
            }
            catch (Exception e) when (e is DicomFormatException or InvalidOperationException or Xunit.Sdk.XunitException)
            {
                failures.Add($"{Path.GetFileName(path)}: {e.Message}");
            }
        }

        Assert.Empty(failures);

        // The rest mixes explicit and undefined lengths, or is deflated by another implementation.
        Assert.True(identical >= files.Count * 8 / 10, $"Only {identical} of {files.Count} data sets were written byte for byte.");
    }

    [Fact]
    public void Refuses_every_file_that_is_cut_off_or_no_DICOM_file()
    {
        var malformed = SampleFiles.All().Where(f => SampleFiles.Malformed.Contains(Path.GetFileName(f))).ToList();
        Assert.NotEmpty(malformed);
        Assert.All(malformed, path => Assert.Throws<DicomFormatException>(() => DicomFile.Open(path)));
    }

    [Fact]
    public async Task Reads_the_same_from_a_stream_that_cannot_seek()
    {
        foreach (var path in SampleFiles.Readable())
        {
            var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
            var expected = DatasetComparison.Describe(DicomFile.Open(path).Dataset);
            await using var trickle = new TrickleStream(bytes);
            Assert.Equal(expected, DatasetComparison.Describe((await DicomFile.OpenAsync(trickle, cancellationToken: TestContext.Current.CancellationToken)).Dataset));
        }
    }

    [Fact]
    public void Sees_the_elements_that_dcmdump_sees()
    {
        var files = SampleFiles.Readable();
        if (!CanRun("dcmdump")) Assert.Skip("dcmdump is not on this machine (package dcmtk).");
        var failures = new List<string>();
        var compared = 0;
        foreach (var path in files)
        {
            if (Dump(path) is not { Count: > 0 } expected) continue;
            compared++;
            var actual = new List<string>();
            var file = DicomFile.Open(path);
            List(file.Dataset, 0, actual);
            var meta = new List<string>();
            if (file.HasMetaInformation) List(file.MetaInformation.Dataset, 0, meta);
            if (!expected.SequenceEqual(meta.Concat(actual)))
            {
                var both = meta.Concat(actual).ToList();
                failures.Add($"{Path.GetFileName(path)}: only dcmdump {string.Join(' ', expected.Except(both).Take(4))}, only we {string.Join(' ', both.Except(expected).Take(4))}");
            }
        }

        Assert.Empty(failures);
        Assert.True(compared > files.Count / 2);
    }

    [Fact]
    public void Dcmdump_reads_what_is_written_in_every_transfer_syntax_that_it_knows()
    {
        if (!CanRun("dcmdump")) Assert.Skip("dcmdump is not on this machine (package dcmtk).");
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            foreach (var syntax in new[]
            {
                DicomTransferSyntax.ImplicitVRLittleEndian, DicomTransferSyntax.ExplicitVRLittleEndian, DicomTransferSyntax.ExplicitVRBigEndian,
                DicomTransferSyntax.DeflatedExplicitVRLittleEndian, DicomTransferSyntax.JPEGBaseline8Bit, DicomTransferSyntax.RLELossless,
            })
            {
                foreach (var isUndefined in new[] { false, true })
                {
                    var file = new DicomFile(Everything(syntax.IsEncapsulated), syntax);
                    file.Save(path, new DicomWriteOptions { UseUndefinedLengths = isUndefined });
                    var expected = new List<string>();
                    List(DicomFile.Open(path).MetaInformation.Dataset, 0, expected);
                    List(file.Dataset, 0, expected);
                    Assert.Equal(expected, Dump(path));
                }
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static DicomDataset Everything(bool isEncapsulated)
    {
        var dataset = new DicomDataset().Set(DicomTag.SOPClassUID, DicomUid.OphthalmicPhotography8BitImageStorage).Set(DicomTag.SOPInstanceUID, DicomUid.NewUid())
            .Set(DicomTag.ReferencedStudySequence, new DicomDataset().Set(DicomTag.ReferencedSOPInstanceUID, "1.2.3"), new DicomDataset());

        // One element for every VR; private ones are UN to whoever reads implicit VR.
        foreach (var vr in DicomVR.All.Where(vr => vr != DicomVR.SQ))
        {
            var tag = DicomDictionary.Entries.First(e => e.Representations is [var only] && only == vr && e.Tag.Group is > 0x0008 and < 0x5000 && !e.IsRetired).Tag;
            dataset.Set(new DicomElement(tag, vr, new byte[vr.ValueSize * 2]));
        }

        dataset.SetEmpty(dataset.ReservePrivate("OPTOS TEST", 0x0019, 1), DicomVR.UN);
        if (!isEncapsulated) return dataset.SetBytes(DicomTag.PixelData, new byte[64]);
        var fragments = new DicomFragmentSequence(DicomTag.PixelData, DicomVR.OB);
        fragments.Fragments.Add(new byte[64]);
        return dataset.Set(fragments);
    }

    private static bool RoundTrip(string path)
    {
        var file = DicomFile.Open(path);
        using var stream = File.OpenRead(path);
        var header = DicomFileHeader.Read(stream);
        var original = new byte[stream.Length - stream.Position];
        stream.ReadExactly(original);

        var isIdentical = false;
        foreach (var isUndefined in new[] { false, true })
        {
            var options = new DicomWriteOptions { UseUndefinedLengths = isUndefined, KeepGroupLengths = true };
            var written = DicomDatasetWriter.ToArray(file.Dataset, header.TransferSyntax, options);
            var again = DicomDatasetReader.Read(written, header.TransferSyntax);
            Assert.Equal(DatasetComparison.Describe(file.Dataset), DatasetComparison.Describe(again));
            isIdentical |= written.AsSpan().SequenceEqual(original);
        }

        return isIdentical;
    }

    private static void List(DicomDataset dataset, int depth, List<string> lines)
    {
        foreach (var item in dataset)
        {
            var length = item is DicomElement element ? ((element.Value.Length + 1) & ~1).ToString(CultureInfo.InvariantCulture) : "-";
            lines.Add($"{depth}{item.Tag.ToString().ToLowerInvariant()}{length}");
            if (item is not DicomSequence sequence) continue;
            foreach (var inner in sequence.Items) List(inner, depth + 1, lines);
        }
    }

    private static List<string>? Dump(string path)
    {
        using var process = Process.Start(new ProcessStartInfo("dcmdump", ["-q", path]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _ = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) return null;
        return
        [
            .. DumpLine().Matches(output).Where(m => m.Groups[2].Value != "fffe").Select(m =>
            {
                // Items and elements in them are indented by one step each.
                var depth = m.Groups[1].Length / 4;
                var isStructure = m.Groups[4].Value == "SQ" || m.Groups[5].Value == "u/l";
                return $"{depth}({m.Groups[2].Value},{m.Groups[3].Value}){(isStructure ? "-" : m.Groups[5].Value)}";
            }),
        ];
    }

    private static bool CanRun(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(d => File.Exists(Path.Combine(d, program)));

    [GeneratedRegex(@"^( *)\(([0-9a-f]{4}),([0-9a-f]{4})\) (..) .*?# +(\d+|u/l),", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex DumpLine();

    /// <summary>Gives a few bytes at a time.</summary>
    private sealed class TrickleStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 777)]);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, 777)], cancellationToken);
    }
}
