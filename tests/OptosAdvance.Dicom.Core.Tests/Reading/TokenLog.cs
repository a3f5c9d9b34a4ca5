using System.Text;

namespace OptosAdvance.Dicom.Core.Tests;

/// <summary>Runs the tokenizer over pieces of input and writes down what it tells, with slices of values joined.</summary>
internal static class TokenLog
{
    public static string Of(ReadOnlySpan<byte> data, DicomTransferSyntax syntax, Func<int> nextPiece, DicomReadLimits? limits = null, Func<DicomTag, bool>? skip = null)
    {
        var tokenizer = new DicomTokenizer(syntax, limits);
        var log = new StringBuilder();
        var value = new StringBuilder();
        while (true)
        {
            var count = Math.Min(data.Length, Math.Max(1, nextPiece()));
            var piece = data[..count];
            data = data[count..];
            while (true)
            {
                var token = tokenizer.Read(ref piece);
                if (token.Kind == DicomTokenKind.NeedMoreData) break;
                if (token.Kind == DicomTokenKind.ValueData)
                {
                    value.Append(Convert.ToHexString(token.Data));
                    continue;
                }

                Flush(log, value);
                log.Append(token.Position).Append(' ').Append(token.Depth).Append(' ').Append(token.Kind).Append(' ').Append(token.Tag).Append(token.VR).Append(' ').Append(token.Length).Append('\n');
                if (token.Kind is DicomTokenKind.Element or DicomTokenKind.Fragment && skip?.Invoke(token.Tag) == true) tokenizer.SkipValue();
            }

            Assert.True(piece.IsEmpty);
            if (data.IsEmpty) break;
        }

        tokenizer.Complete();
        Flush(log, value);
        log.Append("end ").Append(tokenizer.Position);
        return log.ToString();
    }

    private static void Flush(StringBuilder log, StringBuilder value)
    {
        if (value.Length > 0) log.Append("  ").Append(value).Append('\n');
        value.Clear();
    }
}
