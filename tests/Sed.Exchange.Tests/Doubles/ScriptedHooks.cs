using Sed.Exchange.Delivery.Webhooks;

namespace Sed.Exchange.Tests.Doubles;

/// <summary>Receivers of feeds in memory: what each was called with, and what it answers; by default it confirms.</summary>
internal sealed class ScriptedHooks : IWebhookLink
{
    private readonly List<WebhookCall> _calls = [];

    /// <summary>Every call, in order.</summary>
    public IReadOnlyList<WebhookCall> Calls => _calls;

    /// <summary>What a call is answered with.</summary>
    public Func<WebhookCall, Task<WebhookAnswer>> Answer { get; set; } = _ => Task.FromResult<WebhookAnswer>(new WebhookAnswer.Confirmed());

    /// <summary>Ids of the events told to one receiver, in order.</summary>
    public IEnumerable<string> Told(string hook) => _calls.Where(call => call.Hook.Id == hook).Select(call => call.Id);

    public Task<WebhookAnswer> CallAsync(WebhookCall call, CancellationToken cancel)
    {
        _calls.Add(call);
        return Answer(call);
    }
}
