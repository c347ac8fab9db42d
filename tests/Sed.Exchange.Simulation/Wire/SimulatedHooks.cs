using Sed.Exchange.Delivery.Webhooks;
using Sed.Exchange.Simulation.Clockwork;
using Sed.Exchange.Simulation.Region;

namespace Sed.Exchange.Simulation.Wire;

/// <summary>Calls of one life of a node to receivers of feeds: lost on the way there or back, or left without an answer, as the weather lets them.</summary>
internal sealed class SimulatedHooks(SimulatedRegion region, SimulatedNode self, Life life) : IWebhookLink
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    public async Task<WebhookAnswer> CallAsync(WebhookCall call, CancellationToken cancel)
    {
        await region.Turns.PassAsync(region.UpTo(region.Weather.Slowness), life).ConfigureAwait(false);
        if (region.Chance(weather => weather.Loss)) return new WebhookAnswer.Failed(WebhookCodes.Unreachable, "lost (simulated)");
        self.Receiver!.Hear(call);
        await region.Turns.PassAsync(region.UpTo(region.Weather.Slowness), life).ConfigureAwait(false);
        if (region.Chance(weather => weather.Loss)) return new WebhookAnswer.Failed(WebhookCodes.Status, "500 (simulated)");
        if (!region.Chance(weather => weather.Hang)) return new WebhookAnswer.Confirmed();
        await region.Turns.PassAsync(Patience, life).ConfigureAwait(false);
        return new WebhookAnswer.Failed(WebhookCodes.Timeout, "no answer (simulated)");
    }
}
