using Microsoft.Extensions.DependencyInjection;

namespace OptosAdvance.Dicom.Host;

internal static class ControlServices
{
    /// <summary>The control endpoint and what it answers. It opens last and closes first.</summary>
    public static IServiceCollection AddControl(this IServiceCollection services) => services
        .AddSingleton<HostStatusReader>()
        .AddSingleton<CertificateWarnings>()
        .AddSingleton<EchoTest>()
        .AddSingleton<WebProbe>()
        .AddSingleton<RemoteAETester>()
        .AddHostedService<HostChronicle>()
        .AddHostedService<ControlServer>();
}
