using System.IO.Pipelines;
using System.Net;
using System.Net.Security;

namespace OptosAdvance.Dicom.Network;

/// <summary>The byte stream under the upper layer: a TCP connection, with TLS on it or not.</summary>
internal sealed class Transport : IAsyncDisposable
{
    private readonly SocketConnection _connection;
    private readonly SslStream? _tls;
    private int _disposed;

    public Transport(SocketConnection connection)
    {
        _connection = connection;
        Input = connection.Input;
        Output = connection.Output;
    }

    public Transport(SocketConnection connection, SslStream tls, TlsConnectionInformation information)
    {
        _connection = connection;
        _tls = tls;
        Tls = information;
        Input = PipeReader.Create(tls, new StreamPipeReaderOptions(bufferSize: 65_536, minimumReadSize: 16_384, leaveOpen: true));
        Output = PipeWriter.Create(tls, new StreamPipeWriterOptions(minimumBufferSize: 65_536, leaveOpen: true));
    }

    public string Id => _connection.Id;

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    public TlsConnectionInformation? Tls { get; }

    /// <summary>The peer was shown a certificate of ours.</summary>
    public bool ShowsCertificate => _tls?.LocalCertificate is not null;

    public IPEndPoint? RemoteEndPoint => _connection.RemoteEndPoint;

    public IPEndPoint? LocalEndPoint => _connection.LocalEndPoint;

    /// <summary>Closes the connection at once, without waiting for what is not sent yet.</summary>
    public void Abort() => _connection.Abort();

    /// <summary>Sends what is written and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        try
        {
            await CloseAsync().ConfigureAwait(false);
        }
        finally
        {
            await _connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask CloseAsync()
    {
        await Output.CompleteAsync().ConfigureAwait(false);
        await Input.CompleteAsync().ConfigureAwait(false);
        if (_tls is not null)
        {
            try
            {
                // Without close_notify some peers take the end for an attack.
                await _tls.ShutdownAsync().ConfigureAwait(false);
            }
            catch (Exception)
            {
                // A session that the peer has refused cannot be ended in order; OpenSSL says so with exceptions of its own.
            }

            await _tls.DisposeAsync().ConfigureAwait(false);
        }
    }
}
