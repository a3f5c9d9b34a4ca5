using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

public sealed class OutboundTurnsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Destinations_take_turns_however_many_wait_for_one_of_them()
    {
        var turns = new OutboundTurns(LimitedTo(1));
        var first = await turns.EnterAsync("BUSY", Cancellation);
        var busy = Enumerable.Range(0, 5).Select(_ => turns.EnterAsync("BUSY", Cancellation)).ToArray();
        var quiet = turns.EnterAsync("QUIET", Cancellation);

        first.Dispose();
        (await busy[0]).Dispose();
        var turn = await quiet;

        Assert.All(busy[1..], waiting => Assert.False(waiting.IsCompleted));
        turn.Dispose();
        foreach (var waiting in busy[1..])
        {
            (await waiting).Dispose();
        }

        Assert.Equal(0, turns.Open);
    }

    [Fact]
    public async Task Who_gives_up_takes_no_place()
    {
        var turns = new OutboundTurns(LimitedTo(1));
        var held = await turns.EnterAsync("A", Cancellation);
        using var impatient = new CancellationTokenSource();
        var given = turns.EnterAsync("A", impatient.Token);
        var next = turns.EnterAsync("A", Cancellation);

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        held.Dispose();
        (await next).Dispose();

        Assert.Equal(0, turns.Open);
    }

    [Fact]
    public async Task A_raised_limit_takes_effect_with_the_next_turn_and_a_turn_ends_once()
    {
        var settings = LimitedTo(1);
        var turns = new OutboundTurns(settings);
        var first = await turns.EnterAsync("A", Cancellation);
        settings.Current = LimitedTo(3).Current;
        var second = await turns.EnterAsync("A", Cancellation);

        first.Dispose();
        first.Dispose();

        Assert.Equal(1, turns.Open);
        second.Dispose();
    }

    private static FixedSettings LimitedTo(int maximum) => new()
    {
        Current = new ApplianceConfiguration { LocalAE = new LocalAESettings { MaximumOutboundAssociations = maximum } },
    };
}
