using System.IO.Pipes;
using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;

namespace OptosAdvance.Dicom.Host;

/// <summary>A named pipe that the host's account and administrators may open, from this machine only.</summary>
[SupportedOSPlatform("windows")]
internal sealed class PipeControlListener : IControlListener
{
    private readonly string _name;
    private readonly PipeSecurity _security;
    private NamedPipeServerStream? _next;

    /// <exception cref="HostStartException">Somebody else has a pipe of this name.</exception>
    public PipeControlListener(string name)
    {
        _name = name;
        _security = CreateSecurity();
        try
        {
            // Made first and alone: nobody else can have put a pipe of this name there to listen in.
            _next = CreatePipe(PipeOptions.FirstPipeInstance);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HostStartException($@"The control endpoint \\.\pipe\{name} cannot be opened: {e.Message}", inner: e);
        }
    }

    public async Task<ControlConnection> AcceptAsync(CancellationToken cancellationToken)
    {
        var pipe = _next ?? CreatePipe(PipeOptions.None);
        _next = null;
        try
        {
            await pipe.WaitForConnectionAsync(cancellationToken);

            // The next one waits before this one is served, so that a caller always finds a pipe.
            _next = CreatePipe(PipeOptions.None);
            return new ControlConnection(pipe, () => UserOf(pipe), IsAllowed: true);
        }
        catch
        {
            await pipe.DisposeAsync();
            throw;
        }
    }

    public void Dispose() => _next?.Dispose();

    /// <summary>Windows tells the name once something was read from the pipe, which a request has been.</summary>
    private static string UserOf(NamedPipeServerStream pipe)
    {
        try
        {
            return pipe.GetImpersonationUserName();
        }
        catch (IOException)
        {
            // The caller asked for anonymity or has gone; the access rules have let it in, so it is one of these.
            return "administrator";
        }
    }

    private NamedPipeServerStream CreatePipe(PipeOptions more) => NamedPipeServerStreamAcl.Create(
        _name, PipeDirection.InOut, NamedPipeServerStream.MaxAllowedServerInstances, PipeTransmissionMode.Byte,
        PipeOptions.Asynchronous | PipeOptions.WriteThrough | more, 0, 0, _security);

    private static PipeSecurity CreateSecurity()
    {
        using var identity = WindowsIdentity.GetCurrent();
        var security = new PipeSecurity();
        var rights = PipeAccessRights.FullControl;
        security.AddAccessRule(new PipeAccessRule(new SecurityIdentifier(WellKnownSidType.NetworkSid, null), rights, AccessControlType.Deny));
        security.AddAccessRule(new PipeAccessRule(new SecurityIdentifier(WellKnownSidType.BuiltinAdministratorsSid, null), rights, AccessControlType.Allow));
        security.AddAccessRule(new PipeAccessRule(identity.User!, rights, AccessControlType.Allow));
        return security;
    }
}
