using Sed.Exchange.Simulation.Clockwork;
using Sed.Exchange.Simulation.Region;

namespace Sed.Exchange.Simulation.Wire;

/// <summary>
/// Carries a question to a node and its answer back, as the weather lets it: late, twice, damaged, not at all, or not back. What was sent later may
/// arrive first.
/// </summary>
internal sealed class Line(SimulatedRegion region)
{
    /// <summary>Nothing is on its way longer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(2);

    /// <summary>Asks a node something.</summary>
    /// <typeparam name="T">The answer.</typeparam>
    /// <param name="from">Who asks.</param>
    /// <param name="asker">The life that asks; an answer to the dead is dropped. Null: one who does not die.</param>
    /// <param name="to">The node that is asked.</param>
    /// <param name="octets">What is carried; a copy arrives.</param>
    /// <param name="serve">What the node does with what arrived.</param>
    /// <param name="back">What happens to the answer on its way; null: nothing.</param>
    /// <param name="cancel">Stops waiting for the answer, and nothing else.</param>
    /// <param name="address">Where it is called; null: where it is.</param>
    /// <returns>Null: whether it arrived is not known.</returns>
    public Task<T?> AskAsync<T>(
        string from, Life? asker, SimulatedNode to, byte[] octets, Func<SimulatedNode, byte[], Task<T?>> serve, Func<T, T>? back, CancellationToken cancel,
        Uri? address = null)
        where T : class
    {
        var reply = new TaskCompletionSource<T?>();
        if (cancel.CanBeCanceled) cancel.Register(() => reply.TrySetCanceled(cancel));
        void Answer(T? answer) => region.Turns.After(Delay(), asker, () => reply.TrySetResult(answer));
        void Fail()
        {
            // Either the line says so, or nobody says anything, ever.
            if (!region.Chance(weather => weather.Hang)) Answer(null);
            else if (!cancel.CanBeCanceled) region.Turns.After(TimeSpan.FromMinutes(2), asker, () => reply.TrySetResult(null));
        }

        void Arrive(Action<T?> answer, Action fail) => region.Turns.After(Delay(), null, () =>
        {
            if (region.IsCut(from, to.Id) || region.Chance(weather => weather.Loss) || to.Gateway is null || (address is not null && address != region.Administrator.AddressOf(to.Id)))
            {
                fail();
                return;
            }

            var served = to.Life.OnEnd(fail);
            _ = ServeAsync(to, region.Chance(weather => weather.Damage) ? Damaged(octets) : octets, serve, said =>
            {
                served();
                if (said is null || region.IsCut(to.Id, from) || region.Chance(weather => weather.Loss)) fail();
                else answer(back is null ? said : back(said));
            });
        });

        Arrive(Answer, Fail);
        if (region.Chance(weather => weather.Twice)) Arrive(_ => { }, () => { });
        return reply.Task;
    }

    /// <summary>A copy with one bit changed.</summary>
    public byte[] Damaged(byte[] octets)
    {
        if (octets.Length == 0) return octets;
        byte[] copy = [.. octets];
        copy[region.Below(copy.Length)] ^= (byte)(1 << region.Below(8));
        return copy;
    }

    private static async Task ServeAsync<T>(SimulatedNode to, byte[] octets, Func<SimulatedNode, byte[], Task<T?>> serve, Action<T?> done)
        where T : class
    {
        var life = to.Life;
        var answer = await serve(to, octets).ConfigureAwait(false);
        if (life.IsAlive) done(answer);
    }

    private TimeSpan Delay() => Moment + region.UpTo(region.Weather.Slowness);
}
