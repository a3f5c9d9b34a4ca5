using System.Diagnostics;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>Damaged data sets on the way that every received one takes: an error of the format or an entry of the index, and nothing else.</summary>
public sealed class DataSetInspectorFuzzTests(ITestOutputHelper output)
{
    private static int Cases => int.TryParse(Environment.GetEnvironmentVariable("OPTOS_FUZZ_CASES"), out var cases) ? cases : 25_000;

    public static TheoryData<int> Seeds { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("OPTOS_FUZZ_SEED"), out var seed) ? [seed] : [20_260, Random.Shared.Next(10_000_000, 2_000_000_000)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_damaged_data_set_is_refused_or_understood_with_bounded_memory(int seed)
    {
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        DicomTransferSyntax[] syntaxes = [DicomTransferSyntax.ImplicitVRLittleEndian, DicomTransferSyntax.ExplicitVRLittleEndian, DicomTransferSyntax.ExplicitVRBigEndian];
        var samples = syntaxes.Select(syntax => (Syntax: syntax, Bytes: (new SampleInstance { TransferSyntax = syntax, PatientName = "Müller^Jörg" }).ToBytes())).ToArray();
        int refused = 0, understood = 0;
        for (var i = 0; i < Cases; i++)
        {
            var (syntax, bytes) = samples[random.Next(samples.Length)];
            var damaged = Damage([.. bytes], random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var start = Stopwatch.GetTimestamp();
            try
            {
                var inspector = new DataSetInspector(syntax);
                for (var at = 0; at < damaged.Length;)
                {
                    var piece = Math.Min(random.Next(1, 300), damaged.Length - at);
                    inspector.Feed(damaged.AsSpan(at, piece));
                    at += piece;
                }

                var attributes = inspector.Complete();
                _ = attributes.ToContent();
                _ = DataSetProblem.Find(attributes, null, null);
                understood++;
            }
            catch (DicomFormatException)
            {
                refused++;
            }
            catch (Exception exception)
            {
                Assert.Fail($"seed {seed}, case {i}: {exception}");
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < 1 << 20, $"seed {seed}, case {i}: {allocated} bytes allocated");
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(10), $"seed {seed}, case {i}: took {Stopwatch.GetElapsedTime(start)}");
        }

        Assert.True(understood > Cases / 100 && refused > Cases / 100, $"{understood} understood, {refused} refused");
    }

    private static byte[] Damage(List<byte> bytes, Random random)
    {
        for (var changes = random.Next(1, 5); changes > 0 && bytes.Count > 10; changes--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 60), bytes.Count - at)));
                    break;
                case 4:
                    for (var i = at; i < Math.Min(at + 4, bytes.Count); i++)
                    {
                        bytes[i] = 0xFF;
                    }

                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }
}
