using System.Text.Json;
using StreamJsonRpc;
using StreamJsonRpc.Protocol;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>The JSON-RPC session as both ends of the control endpoint speak it.</summary>
internal sealed class ControlRpc : JsonRpc
{
    /// <summary>JSON-RPC error code that carries a <see cref="ControlError"/> as its data.</summary>
    public const int ControlErrorCode = -32050;

    private readonly object _gate = new();
    private int _unanswered;
    private TaskCompletionSource<bool>? _allAnswered;

    private ControlRpc(IJsonRpcMessageHandler handler)
        : base(handler)
    {
    }

    /// <summary>A session on a connected stream, which it then owns. Not listening yet.</summary>
    public static ControlRpc Create(Stream stream)
    {
        var formatter = new SystemTextJsonFormatter();
        var options = new JsonSerializerOptions(formatter.JsonSerializerOptions);
        ContractJson.Configure(options);
        formatter.JsonSerializerOptions = options;
#pragma warning disable CA2000 // The session disposes its handler.
        return new ControlRpc(new LengthHeaderMessageHandler(stream, stream, formatter))
#pragma warning restore CA2000
        {
            CancelLocallyInvokedMethodsWhenConnectionIsClosed = true,
        };
    }

    /// <summary>Says what an exception of the host is on the wire.</summary>
    public Func<Exception, ControlError>? DescribeException { get; set; }

    /// <summary>Completes when every request that came in has been answered, and the answer was handed to the transport.</summary>
    public Task WhenAllAnsweredAsync()
    {
        lock (_gate)
        {
            return _unanswered == 0
                ? Task.CompletedTask
                : (_allAnswered ??= new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <inheritdoc/>
    protected override ValueTask<JsonRpcMessage> DispatchRequestAsync(JsonRpcRequest request, TargetMethod targetMethod, CancellationToken cancellationToken)
    {
        if (request.IsResponseExpected)
        {
            lock (_gate)
            {
                _unanswered++;
            }
        }

        return base.DispatchRequestAsync(request, targetMethod, cancellationToken);
    }

    /// <inheritdoc/>
    protected override async ValueTask SendAsync(JsonRpcMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await base.SendAsync(message, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (message is JsonRpcResult or JsonRpcError)
            {
                Answered();
            }
        }
    }

    /// <inheritdoc/>
    protected override JsonRpcError.ErrorDetail CreateErrorDetails(JsonRpcRequest request, Exception exception)
    {
        var error = (exception as ControlException)?.Error ?? DescribeException?.Invoke(exception);
        return error is null
            ? base.CreateErrorDetails(request, exception)
            : new JsonRpcError.ErrorDetail { Code = (JsonRpcErrorCode)ControlErrorCode, Message = error.Message, Data = error };
    }

    /// <inheritdoc/>
    protected override Type? GetErrorDetailsDataType(JsonRpcError error) =>
        (int?)error.Error?.Code == ControlErrorCode ? typeof(ControlError) : base.GetErrorDetailsDataType(error);

    private void Answered()
    {
        lock (_gate)
        {
            // A request that no method was found for is answered without having been dispatched.
            _unanswered = Math.Max(0, _unanswered - 1);
            if (_unanswered == 0)
            {
                _allAnswered?.TrySetResult(true);
                _allAnswered = null;
            }
        }
    }
}
