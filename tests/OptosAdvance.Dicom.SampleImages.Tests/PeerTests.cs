using System.Globalization;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.SampleImages.Tests;

/// <summary>The synthesised images, in the judgement of DCMTK and dicom3tools.</summary>
public sealed class PeerTests
{
    private const int Seeds = 8;
    private static readonly SampleStudyOptions Small = new() { FundusWidth = 96, FundusHeight = 80, WideFieldWidth = 101, WideFieldHeight = 67 };

    [Fact]
    public async Task Dciodvfy_has_neither_errors_nor_warnings()
    {
        PeerTool verify = PeerTool.Require("dciodvfy");
        using var folder = new TemporaryFolder();
        foreach (string path in Save(folder, Seeds))
        {
            PeerResult result = await verify.RunAsync(path);
            Assert.Equal(0, result.ExitCode);
            Assert.Equal("OphthalmicPhotography8BitImage", result.Text.Trim());
        }
    }

    [Fact]
    public async Task Dcmtk_reads_them_without_complaint()
    {
        PeerTool dump = PeerTool.Require("dcmdump");
        using var folder = new TemporaryFolder();
        foreach (string path in Save(folder, Seeds))
        {
            PeerResult result = await dump.RunAsync(path);
            Assert.True(result.ExitCode == 0 && result.Errors.Length == 0, result.Errors);
        }
    }

    [Fact]
    public async Task Dcmtk_decodes_the_colours_that_were_drawn()
    {
        PeerTool decode = PeerTool.Require("dcmj2pnm");
        using var folder = new TemporaryFolder();
        string source = Save(folder, 1)[0];
        PeerResult result = await decode.RunAsync("+op", source, folder["image.ppm"]);
        Assert.True(result.ExitCode == 0, result.Text);

        byte[] image = await File.ReadAllBytesAsync(folder["image.ppm"], TestContext.Current.CancellationToken);
        RgbImage drawn = RetinaPainter.Paint(new RetinaScene(96, 80, RightEye: true, WideField: false, Seed: 1));
        ReadOnlySpan<byte> decoded = image.AsSpan(image.Length - drawn.Samples.Length);
        long difference = 0;
        for (int i = 0; i < decoded.Length; i++)
        {
            difference += Math.Abs(decoded[i] - drawn.Samples[i]);
        }
        double mean = difference / (double)decoded.Length;
        Assert.True(mean < 6, string.Create(CultureInfo.InvariantCulture, $"The mean difference is {mean:F1} of 255."));
    }

    [Fact]
    public async Task A_directory_of_them_is_accepted_by_dciodvfy()
    {
        PeerTool verify = PeerTool.Require("dciodvfy");
        using var folder = new TemporaryFolder();
        var builder = new DicomDirectoryBuilder("SAMPLES");
        var layout = new DicomMediaLayout();
        for (int seed = 0; seed < Seeds; seed++)
        {
            foreach (DicomFile file in SampleStudy.Create(seed, Small))
            {
                builder.Add(file.Dataset, file.MetaInformation, layout.Next(file.Dataset.GetString(DicomTag.StudyInstanceUID)!, file.Dataset.GetString(DicomTag.SeriesInstanceUID)!));
            }
        }
        builder.Write(folder["DICOMDIR"]);
        PeerResult result = await verify.RunAsync(folder["DICOMDIR"]);
        Assert.DoesNotContain("Error", result.Text, StringComparison.Ordinal);
        Assert.Contains("BasicDirectory", result.Text, StringComparison.Ordinal);
    }

    private static List<string> Save(TemporaryFolder folder, int seeds)
    {
        var paths = new List<string>();
        for (int seed = 0; seed < seeds; seed++)
        {
            foreach (DicomFile file in SampleStudy.Create(seed, Small))
            {
                paths.Add(folder[string.Create(CultureInfo.InvariantCulture, $"{seed}-{SampleStudy.FileName(file)}")]);
                file.Save(paths[^1]);
            }
        }
        return paths;
    }
}
