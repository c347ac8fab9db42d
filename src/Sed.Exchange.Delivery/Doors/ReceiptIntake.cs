namespace Sed.Exchange.Delivery.Doors;

/// <summary>The door for receipts: <c>POST /exchange/v1/receipts</c>. Idempotent; 2xx means durable here and owed onward.</summary>
public sealed class ReceiptIntake
{
    /// <summary>Takes a receipt from a peer.</summary>
    /// <returns>Null: durable. Otherwise the problem.</returns>
    public Task<Problem?> ReceiveAsync(string peer, byte[] receipt, CancellationToken cancel) => throw new NotImplementedException();
}
