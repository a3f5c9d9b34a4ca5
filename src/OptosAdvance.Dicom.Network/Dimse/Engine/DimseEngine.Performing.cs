using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

internal sealed partial class DimseEngine
{
    private async ValueTask ReceiveRequestAsync(CommandSet command, NegotiatedPresentationContext context)
    {
        if (command.MessageId is not { } id)
            throw await BrokenByPeerAsync($"the peer sent {command.Name} without a message id").ConfigureAwait(false);
        if (RequestMapper.FindFault(command) is { } fault)
        {
            if (command.HasDataSet)
                await NewReader(context).DrainAsync().ConfigureAwait(false);
            await RespondAsync(context, command, fault, null).ConfigureAwait(false);
            return;
        }

        if (command.Field == CommandField.CStoreRequest)
        {
            var reader = NewReader(context);
            await _performSlots.WaitAsync(_upperLayer.Ended).ConfigureAwait(false);
            var storing = StoreAsync(command, context, reader);
            if (_options.PerformWindow == 1)
            {
                await storing.ConfigureAwait(false);
                return;
            }

            Track(storing);
            await Task.WhenAny(reader.Finished, storing).ConfigureAwait(false);
            if (!reader.IsFinished)
                await storing.ConfigureAwait(false);
            return;
        }

        DicomDataset? dataSet = null;
        if (command.HasDataSet)
        {
            try
            {
                dataSet = await ReadDataSetAsync(context).ConfigureAwait(false);
            }
            catch (DicomFormatException e)
            {
                await RespondAsync(context, command, new CFindResponse(DimseStatus.CannotUnderstand) { ErrorComment = e.Message }, null).ConfigureAwait(false);
                return;
            }

            if (dataSet is null)
            {
                await RespondAsync(context, command, new CFindResponse(DimseStatus.ResourceLimitation) { ErrorComment = "data set too long" }, null).ConfigureAwait(false);
                return;
            }
        }

        await _performSlots.WaitAsync(_upperLayer.Ended).ConfigureAwait(false);
        var operation = new RunningOperation(CancellationTokenSource.CreateLinkedTokenSource(_upperLayer.Ended));
        if (!_running.TryAdd(id, operation))
        {
            operation.Cancellation.Dispose();
            _performSlots.Release();
            await RespondAsync(context, command, new CFindResponse(DimseStatus.DuplicateInvocation), null).ConfigureAwait(false);
            return;
        }

        Track(PerformAsync(id, operation, command, context, dataSet));
    }

    private void Track(Task task)
    {
        if (task.IsCompletedSuccessfully)
            return;
        _tasks.TryAdd(task, true);
        _ = task.ContinueWith(
            done =>
            {
                // A break of the association is the reader's to report.
                _ = done.Exception;
                _tasks.TryRemove(done, out _);
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private async Task StoreAsync(CommandSet command, NegotiatedPresentationContext context, DataSetReader reader)
    {
        try
        {
            CStoreResponse response;
            try
            {
                response = await _options.Provider.OnCStoreAsync(RequestMapper.CStore(command, context), reader, Context(context), _upperLayer.Ended).ConfigureAwait(false);
            }
            catch (Exception e) when (e is AssociationAbortedException or OperationCanceledException && _upperLayer.Ended.IsCancellationRequested)
            {
                throw _upperLayer.Broken(e);
            }
            catch (Exception e)
            {
                LogOperationFailed(_logger, _upperLayer.Transport.Id, "C-STORE", e);
                response = new CStoreResponse(DimseStatus.ProcessingFailure) { ErrorComment = "unexpected error, see the log" };
            }

            await reader.DrainAsync().ConfigureAwait(false);
            await RespondAsync(context, command, response, null).ConfigureAwait(false);
        }
        finally
        {
            _performSlots.Release();
        }
    }

    private async Task PerformAsync(ushort id, RunningOperation operation, CommandSet command, NegotiatedPresentationContext context, DicomDataset? dataSet)
    {
        // The reader goes on at once: it must hear C-CANCEL.
        await Task.Yield();
        try
        {
            try
            {
                await PerformAsync(operation, command, context, dataSet, operation.Cancellation.Token).ConfigureAwait(false);
            }
            catch (Exception) when (_upperLayer.Ended.IsCancellationRequested)
            {
                // Nobody is left to be answered; the reader reports the end.
            }
            catch (OperationCanceledException) when (operation.IsCancelled)
            {
                await RespondAsync(context, command, new CFindResponse(DimseStatus.Cancel), null).ConfigureAwait(false);
            }
            catch (AssociationAbortedException)
            {
                // The reader reports the end.
            }
            catch (Exception e)
            {
                LogOperationFailed(_logger, _upperLayer.Transport.Id, command.Name, e);
                await RespondAsync(context, command, new CFindResponse(DimseStatus.ProcessingFailure) { ErrorComment = "unexpected error, see the log" }, null).ConfigureAwait(false);
            }
        }
        finally
        {
            _running.TryRemove(id, out _);
            operation.Cancellation.Dispose();
            _performSlots.Release();
            if (_running.IsEmpty)
                _upperLayer.Interrupt();
        }
    }

    private async ValueTask PerformAsync(
        RunningOperation operation, CommandSet command, NegotiatedPresentationContext context, DicomDataset? dataSet, CancellationToken cancellationToken)
    {
        var provider = _options.Provider;
        var where = Context(context);
        switch (command.Field)
        {
            case CommandField.CEchoRequest:
                await RespondAsync(context, command, await provider.OnCEchoAsync(RequestMapper.CEcho(command, context), where, cancellationToken).ConfigureAwait(false), null).ConfigureAwait(false);
                break;
            case CommandField.CFindRequest:
                await RespondAllAsync(operation, context, command, provider.OnCFindAsync(RequestMapper.CFind(command, context), dataSet!, where, cancellationToken), r => r.Identifier, cancellationToken).ConfigureAwait(false);
                break;
            case CommandField.CMoveRequest:
                await RespondAllAsync(operation, context, command, provider.OnCMoveAsync(RequestMapper.CMove(command, context), dataSet!, where, cancellationToken), r => r.Identifier, cancellationToken).ConfigureAwait(false);
                break;
            case CommandField.CGetRequest:
                await RespondAllAsync(operation, context, command, provider.OnCGetAsync(RequestMapper.CGet(command, context), dataSet!, where, cancellationToken), r => r.Identifier, cancellationToken).ConfigureAwait(false);
                break;
            case CommandField.NEventReportRequest:
                var reported = await provider.OnNEventReportAsync(RequestMapper.NEventReport(command, context), dataSet, where, cancellationToken).ConfigureAwait(false);
                await RespondAsync(context, command, reported, reported.DataSet).ConfigureAwait(false);
                break;
            case CommandField.NGetRequest:
                var got = await provider.OnNGetAsync(RequestMapper.NGet(command, context), where, cancellationToken).ConfigureAwait(false);
                await RespondAsync(context, command, got, got.DataSet).ConfigureAwait(false);
                break;
            case CommandField.NSetRequest:
                var set = await provider.OnNSetAsync(RequestMapper.NSet(command, context), dataSet, where, cancellationToken).ConfigureAwait(false);
                await RespondAsync(context, command, set, set.DataSet).ConfigureAwait(false);
                break;
            case CommandField.NActionRequest:
                var acted = await provider.OnNActionAsync(RequestMapper.NAction(command, context), dataSet, where, cancellationToken).ConfigureAwait(false);
                await RespondAsync(context, command, acted, acted.DataSet).ConfigureAwait(false);
                break;
            case CommandField.NCreateRequest:
                var created = await provider.OnNCreateAsync(RequestMapper.NCreate(command, context), dataSet, where, cancellationToken).ConfigureAwait(false);
                await RespondAsync(context, command, created, created.DataSet).ConfigureAwait(false);
                break;
            default:
                var deleted = await provider.OnNDeleteAsync(RequestMapper.NDelete(command, context), where, cancellationToken).ConfigureAwait(false);
                await RespondAsync(context, command, deleted, null).ConfigureAwait(false);
                break;
        }
    }

    /// <summary>Sends the responses of C-FIND, C-MOVE and C-GET as they are made, and sees to it that there is exactly one last one.</summary>
    private async ValueTask RespondAllAsync<T>(
        RunningOperation operation,
        NegotiatedPresentationContext context,
        CommandSet command,
        IAsyncEnumerable<T> responses,
        Func<T, DicomDataset?> dataSet,
        CancellationToken cancellationToken)
        where T : DimseResponse
    {
        await foreach (var response in responses.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            await RespondAsync(context, command, response, dataSet(response)).ConfigureAwait(false);
            if (!response.Status.IsPending)
                return;
        }

        await RespondAsync(context, command, new CFindResponse(operation.IsCancelled ? DimseStatus.Cancel : DimseStatus.Success), null).ConfigureAwait(false);
    }

    private ValueTask RespondAsync(NegotiatedPresentationContext context, CommandSet request, DimseResponse response, DicomDataset? dataSet) =>
        SendMessageAsync(context.Id, ResponseMapper.ToCommand(request, response), DataSetCodec.Write(dataSet, context.TransferSyntax), CancellationToken.None);

    private DimseContext Context(NegotiatedPresentationContext context) =>
        _dimseContexts[context.Id] ??= new DimseContext(_options.Association, _options.IsAcceptor, context, Peer);
}
