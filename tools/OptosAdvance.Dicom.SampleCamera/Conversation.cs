using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.SampleCamera;

/// <summary>Runs a conversation and turns the ways in which it can fail into one line and an exit code.</summary>
internal static class Conversation
{
    public static async Task<int> RunAsync(Peer peer, Func<Task<int>> conversation)
    {
        try
        {
            return await conversation().ConfigureAwait(false);
        }
        catch (AssociationRejectedException e)
        {
            await Console.Error.WriteLineAsync($"Rejected by {peer}: {e.Rejection}").ConfigureAwait(false);
            return ExitCode.Rejected;
        }
        catch (DicomNetworkException e)
        {
            await Console.Error.WriteLineAsync($"{e.Step} failed with {peer}: {e.Message}").ConfigureAwait(false);
            return ExitCode.Network;
        }
    }
}
