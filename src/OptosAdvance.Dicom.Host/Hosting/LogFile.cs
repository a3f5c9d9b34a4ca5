using System.Globalization;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace OptosAdvance.Dicom.Host;

/// <summary>The host's log as files: <c>logs/optosd-20260301.log</c> in the data directory, since a host in the background has no console.</summary>
internal static class LogFile
{
    private const int KeptFiles = 14;
    private const long MaximumFileSize = 32L << 20;
    private const string Line = "{Timestamp:yyyy-MM-ddTHH:mm:ss.fffK} {Level:u3} {SourceContext}[{EventNumber}] {Message:lj}{NewLine}{Exception}";

    /// <exception cref="HostStartException">The folder cannot be made.</exception>
    public static void AddLogFile(this ILoggingBuilder logging, ApplianceDirectory directory)
    {
        var folder = PrivateDirectory.CreateOwnerOnly(Path.Combine(directory.Path, "logs"));
        var logger = new LoggerConfiguration()
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .Enrich.With<EventNumber>()
            .WriteTo.File(
                Path.Combine(folder, "optosd-.log"),
                outputTemplate: Line,
                formatProvider: CultureInfo.InvariantCulture,
                rollingInterval: RollingInterval.Day,
                rollOnFileSizeLimit: true,
                fileSizeLimitBytes: MaximumFileSize,
                retainedFileCountLimit: KeptFiles)
            .CreateLogger();
        logging.AddSerilog(logger, dispose: true);
    }

    /// <summary>The number of the event alone, by which support can ask for it.</summary>
    private sealed class EventNumber : ILogEventEnricher
    {
        public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
        {
            var number = logEvent.Properties.TryGetValue("EventId", out var value) && value is StructureValue id
                ? id.Properties.FirstOrDefault(property => property.Name == "Id")?.Value
                : null;
            logEvent.AddPropertyIfAbsent(new LogEventProperty(nameof(EventNumber), number ?? new ScalarValue(0)));
        }
    }
}
