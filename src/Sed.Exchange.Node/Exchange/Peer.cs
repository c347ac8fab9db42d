namespace Sed.Exchange.Node.Exchange;

/// <summary>The node that calls, proven by its TLS certificate.</summary>
/// <param name="Id">Its id in the directory.</param>
internal sealed record Peer(string Id)
{
    /// <summary>For parameters of handlers behind <see cref="PeerGate.RequirePeer"/>.</summary>
    public static ValueTask<Peer?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<Peer>());
}
