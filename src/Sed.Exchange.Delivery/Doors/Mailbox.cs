namespace Sed.Exchange.Delivery.Doors;

/// <summary>The mailboxes of this node's organisations: list, lease, read, collect, decline.</summary>
public sealed class Mailbox
{
    /// <summary>What waits for these organisations, oldest first; waits up to <paramref name="wait"/> for the first one.</summary>
    public Task<IReadOnlyList<MailboxItem>> ListAsync(IReadOnlyCollection<Guid> organisations, int max, TimeSpan wait, CancellationToken cancel) =>
        throw new NotImplementedException();

    /// <summary>Leases what waits to one client.</summary>
    public Task<IReadOnlyList<MailboxItem>> LeaseAsync(IReadOnlyCollection<Guid> organisations, string client, int max, CancellationToken cancel) =>
        throw new NotImplementedException();

    /// <summary>One delivery of these organisations, in any state, or null.</summary>
    public Task<MailboxItem?> FindAsync(IReadOnlyCollection<Guid> organisations, Guid deliveryId, CancellationToken cancel) =>
        throw new NotImplementedException();

    /// <summary>
    /// Opens the stored container for reading and verifies it again; the caller disposes <see cref="MailboxContent"/>. Marks the delivery perhaps seen.
    /// </summary>
    public Task<MailboxContent?> OpenAsync(IReadOnlyCollection<Guid> organisations, Guid deliveryId, CancellationToken cancel) =>
        throw new NotImplementedException();

    /// <summary>The installation confirms taking it; any past holder's lease is taken.</summary>
    public Task<SettlementResult> CollectAsync(IReadOnlyCollection<Guid> organisations, Guid deliveryId, Guid leaseId, CancellationToken cancel) =>
        throw new NotImplementedException();

    /// <summary>The installation refuses it with a reason: a code of the closed set <see cref="DeclineCodes"/>.</summary>
    public Task<SettlementResult> DeclineAsync(
        IReadOnlyCollection<Guid> organisations, Guid deliveryId, Guid leaseId, string reason, CancellationToken cancel) =>
        throw new NotImplementedException();
}
