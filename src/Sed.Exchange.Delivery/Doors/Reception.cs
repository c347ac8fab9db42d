namespace Sed.Exchange.Delivery.Doors;

/// <summary>The door for peers: <c>POST /exchange/v1/containers</c> (DESIGN section 5).</summary>
public sealed class Reception
{
    /// <summary>Spools, verifies, commits, and answers one receipt per named recipient.</summary>
    public Task<ReceptionResult> ReceiveAsync(IncomingContainer incoming, CancellationToken cancel) => throw new NotImplementedException();
}
