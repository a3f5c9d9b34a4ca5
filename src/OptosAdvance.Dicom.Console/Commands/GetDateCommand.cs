using System.Globalization;
using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Says what time it is, or writes a time in another form.</summary>
[Cmdlet(VerbsCommon.Get, "Date", DefaultParameterSetName = "Date")]
internal sealed class GetDateCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("LastWriteTime")]
    public DateTime? Date { get; set; }

    [Parameter]
    public double? UnixTimeSeconds { get; set; }

    [Parameter]
    [ValidateRange(1, 9999)]
    public int? Year { get; set; }

    [Parameter]
    [ValidateRange(1, 12)]
    public int? Month { get; set; }

    [Parameter]
    [ValidateRange(1, 31)]
    public int? Day { get; set; }

    [Parameter]
    [ValidateRange(0, 23)]
    public int? Hour { get; set; }

    [Parameter]
    [ValidateRange(0, 59)]
    public int? Minute { get; set; }

    [Parameter]
    [ValidateRange(0, 59)]
    public int? Second { get; set; }

    [Parameter]
    [ValidateRange(0, 999)]
    public int? Millisecond { get; set; }

    [Parameter]
    public string? Format { get; set; }

    [Parameter]
    public SwitchParameter AsUTC { get; set; }

    protected override void ProcessRecord()
    {
        var time = Date ?? (UnixTimeSeconds is { } seconds
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds).LocalDateTime
            : TimeProvider.System.GetLocalNow().DateTime);
        if (Date is null && UnixTimeSeconds is null)
        {
            time = DateTime.SpecifyKind(time, DateTimeKind.Local);
        }

        time = new DateTime(
            Year ?? time.Year, Month ?? time.Month, Day ?? time.Day, Hour ?? time.Hour, Minute ?? time.Minute, Second ?? time.Second, time.Kind)
            .AddTicks(Millisecond is { } part ? part * TimeSpan.TicksPerMillisecond : time.Ticks % TimeSpan.TicksPerSecond);
        if (AsUTC)
        {
            time = time.ToUniversalTime();
        }

        WriteObject(Format is null ? time : Text(time));
    }

    private string Text(DateTime time) => Format!.ToUpperInvariant() switch
    {
        "FILEDATE" => time.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
        "FILEDATEUNIVERSAL" => time.ToUniversalTime().ToString("yyyyMMdd'Z'", CultureInfo.InvariantCulture),
        "FILEDATETIME" => time.ToString("yyyyMMdd'T'HHmmssffff", CultureInfo.InvariantCulture),
        "FILEDATETIMEUNIVERSAL" => time.ToUniversalTime().ToString("yyyyMMdd'T'HHmmssffff'Z'", CultureInfo.InvariantCulture),
        _ => time.ToString(Format, CultureInfo.CurrentCulture),
    };
}
