using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace OptosAdvance.Dicom.Host;

/// <summary>Builds the host's process and runs it.</summary>
internal static class ApplianceHost
{
    /// <summary>How long running associations and work may go on after the host was asked to stop.</summary>
    public static readonly TimeSpan GracePeriod = TimeSpan.FromSeconds(30);

    /// <summary>Runs a host on a data directory until it is asked to stop.</summary>
    /// <returns>One of <see cref="ExitCodes"/>; problems are told on the error output.</returns>
    public static async Task<int> RunAsync(ApplianceDirectory directory, CancellationToken cancellationToken)
    {
        try
        {
            PrivateDirectory.Create(directory.Path);
            using var dataLock = DataDirectoryLock.Acquire(directory.Path);
            using var host = Build(directory);

            // Asked for here, a broken configuration is one sentence and not a stack trace in the log.
            _ = host.Services.GetRequiredService<IApplianceSettings>();
            await host.RunAsync(cancellationToken);
            return ExitCodes.Success;
        }
        catch (HostStartException e)
        {
            await Console.Error.WriteLineAsync($"optosd: {e.Message}");
            return e.ExitCode;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The log has it with its stack.
            await Console.Error.WriteLineAsync($"optosd: {e.Message}");
            return ExitCodes.Failure;
        }
    }

    /// <summary>A host that is not started yet. The caller holds the lock of the data directory.</summary>
    /// <param name="directory">Its data directory, which exists.</param>
    /// <param name="configureServices">Changes the composition, for tests.</param>
    public static IHost Build(ApplianceDirectory directory, Action<IServiceCollection>? configureServices = null)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(
            new HostApplicationBuilderSettings { ContentRootPath = directory.Path, ApplicationName = "optosd" });
        builder.Logging.AddSimpleConsole(options =>
        {
            options.SingleLine = true;
            options.UseUtcTimestamp = true;
            options.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            options.ColorBehavior = LoggerColorBehavior.Disabled;
        });
        builder.Logging.AddLogFile(directory);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Services.AddSystemd();
        builder.Services.AddWindowsService(options => options.ServiceName = "OptosDicomHost");
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = GracePeriod + TimeSpan.FromSeconds(5));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(directory);
        builder.Services.AddAppliance();
        configureServices?.Invoke(builder.Services);
        return builder.Build();
    }
}
