using System.Text.Json;
using StreamJsonRpc;
using StreamJsonRpc.Protocol;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>The JSON-RPC session as both ends of the control endpoint speak it.</summary>
internal sealed class ControlRpc : JsonRpc
{
    /// <summary>JSON-RPC error code that carries a <see cref="ControlError"/> as its data.</summary>
    public const int ControlErrorCode = -32050;

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
}
