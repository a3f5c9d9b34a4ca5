using System.Buffers;
using JpegLibrary;

namespace OptosAdvance.Dicom.SampleImages;

/// <summary>Compresses to JPEG baseline (process 1), YCbCr with the colour halved horizontally (photometric interpretation YBR_FULL_422).</summary>
internal static class JpegBaseline
{
    /// <param name="image">The image.</param>
    /// <param name="quality">1–100.</param>
    internal static byte[] Encode(RgbImage image, int quality)
    {
        var encoder = new JpegEncoder();
        encoder.SetQuantizationTable(JpegStandardQuantizationTable.ScaleByQuality(
            JpegStandardQuantizationTable.GetLuminanceTable(JpegElementPrecision.Precision8Bit, 0), quality));
        encoder.SetQuantizationTable(JpegStandardQuantizationTable.ScaleByQuality(
            JpegStandardQuantizationTable.GetChrominanceTable(JpegElementPrecision.Precision8Bit, 1), quality));
        encoder.SetHuffmanTable(true, 0, JpegStandardHuffmanEncodingTable.GetLuminanceDCTable());
        encoder.SetHuffmanTable(false, 0, JpegStandardHuffmanEncodingTable.GetLuminanceACTable());
        encoder.SetHuffmanTable(true, 1, JpegStandardHuffmanEncodingTable.GetChrominanceDCTable());
        encoder.SetHuffmanTable(false, 1, JpegStandardHuffmanEncodingTable.GetChrominanceACTable());
        encoder.AddComponent(1, 0, 0, 0, 2, 1);
        encoder.AddComponent(2, 1, 1, 1, 1, 1);
        encoder.AddComponent(3, 1, 1, 1, 1, 1);
        encoder.SetInputReader(new YCbCrReader(image));
        var output = new ArrayBufferWriter<byte>(image.Samples.Length / 4);
        encoder.SetOutput(output);
        encoder.Encode();
        return output.WrittenSpan.ToArray();
    }
}
