using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace OptosAdvance.Dicom.Host;

/// <summary>Metrics by OpenTelemetry, sent where the standard variable of OTLP says; nothing is loaded while it says nothing.</summary>
internal static class Telemetry
{
    public const string MeterName = "OptosAdvance.Dicom";

    private const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static IServiceCollection AddTelemetry(this IServiceCollection services)
    {
        services.AddHostedService<StatusMeters>();
        return string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(EndpointVariable)) ? services : services.AddExporter();
    }

    private static IServiceCollection AddExporter(this IServiceCollection services)
    {
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("optosd", serviceVersion: ProductVersion.Text))
            .WithMetrics(metrics => metrics.AddMeter(MeterName, "System.Runtime").AddOtlpExporter());
        return services;
    }
}
