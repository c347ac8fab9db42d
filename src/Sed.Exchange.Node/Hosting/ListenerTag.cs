namespace Sed.Exchange.Node.Hosting;

/// <summary>
/// Marks each connection with the listener it came in through. The mark is made where the connection is taken, so that no header and no
/// forwarded address can move a request to another listener's endpoints.
/// </summary>
/// <param name="Listener">The listener.</param>
internal sealed record ListenerTag(Listener Listener)
{
    /// <summary>The listener of a request; <see cref="Listener.None"/> when there is no connection of ours, in tests.</summary>
    public static Listener Of(HttpContext context) => context.Features.Get<ListenerTag>()?.Listener ?? Listener.None;
}
