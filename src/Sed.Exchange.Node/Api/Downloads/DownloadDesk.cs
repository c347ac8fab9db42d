using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Node.Api.Access;

namespace Sed.Exchange.Node.Api.Downloads;

/// <summary>
/// Opens what a message consists of for installations. A large container that was just verified is kept open for the next question about it: who fetches a
/// hundred scans one by one, or goes on after a cut, has them verified once and not a hundred times.
/// </summary>
/// <param name="gateway">The node.</param>
/// <param name="work">Who verifies large ones when.</param>
/// <param name="time">The clock.</param>
public sealed class DownloadDesk(Gateway gateway, HeavyWork work, TimeProvider time) : IAsyncDisposable
{
    /// <summary>How long it is kept for a next question.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    /// <summary>How long what was found counts: keys end, and disks change.</summary>
    public static readonly TimeSpan Counts = TimeSpan.FromMinutes(5);

    private const int Most = 16;

    private readonly Lock _gate = new();
    private readonly List<Shelved> _shelf = [];
    private ITimer? _tidying;

    /// <summary>Opens the content of a delivery; null: it has none any more.</summary>
    internal async Task<Loan?> OpenAsync(ApiClient client, MailboxItem item, CancellationToken cancel)
    {
        if (item.Container.Remains == Remains.Everything && await TakeAsync(item) is { } shelved) return new Loan(this, shelved);
        using var place = await work.EnterAsync(client.Id, item.Container.Length, HeavyWork.Patience, cancel);

        // Who has waited for his own question before this one finds its content here.
        if (await TakeAsync(item) is { } since) return new Loan(this, since);
        var serial = gateway.Directory.Current.Serial;
        var content = await gateway.Mailbox.OpenAsync(client.Organisations, item.Delivery.DeliveryId, cancel);
        return content is null ? null : new Loan(this, new Shelved(item, content, serial, time.GetUtcNow()));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_tidying is { } tidying) await tidying.DisposeAsync();
        foreach (var left in Clear(_ => true)) await left.Content.DisposeAsync();
    }

    private async Task<Shelved?> TakeAsync(MailboxItem item)
    {
        Shelved? found;
        lock (_gate)
        {
            found = _shelf.Find(shelved => shelved.Item.Delivery.DeliveryId == item.Delivery.DeliveryId);
            if (found is not null) _shelf.Remove(found);
        }

        if (found is null || IsGood(found)) return found;
        await found.Content.DisposeAsync();
        return null;
    }

    private async ValueTask PutAsync(Shelved shelved)
    {
        Shelved? leaving = null;
        if (shelved.Item.Container.Length < HeavyWork.Large || !IsGood(shelved))
        {
            leaving = shelved;
        }
        else
        {
            lock (_gate)
            {
                _tidying ??= time.CreateTimer(_ => _ = TidyAsync(), null, Kept, Kept);
                _shelf.Add(shelved with { PutAt = time.GetUtcNow() });
                if (_shelf.Count > Most)
                {
                    leaving = _shelf[0];
                    _shelf.RemoveAt(0);
                }
            }
        }

        if (leaving is not null) await leaving.Content.DisposeAsync();
    }

    private bool IsGood(Shelved shelved) => shelved.Serial == gateway.Directory.Current.Serial && (time.GetUtcNow() - shelved.VerifiedAt).Duration() < Counts;

    private async Task TidyAsync()
    {
        var now = time.GetUtcNow();
        foreach (var old in Clear(shelved => (now - shelved.PutAt).Duration() >= Kept)) await old.Content.DisposeAsync();
    }

    private List<Shelved> Clear(Predicate<Shelved> isOld)
    {
        lock (_gate)
        {
            var old = _shelf.FindAll(isOld);
            _shelf.RemoveAll(isOld);
            return old;
        }
    }

    /// <summary>Content in the hands of one request. Disposing closes it, unless it was returned as good.</summary>
    internal sealed class Loan : IAsyncDisposable
    {
        private readonly DownloadDesk _desk;
        private readonly Shelved _shelved;
        private bool _isGood;

        internal Loan(DownloadDesk desk, Shelved shelved) => (_desk, _shelved) = (desk, shelved);

        /// <summary>What was opened.</summary>
        public MailboxContent Content => _shelved.Content;

        /// <summary>It was read without a fault: the next question may have it.</summary>
        public void Return() => _isGood = true;

        public ValueTask DisposeAsync() => _isGood ? _desk.PutAsync(_shelved) : _shelved.Content.DisposeAsync();
    }

    /// <summary>Content that was verified.</summary>
    /// <param name="Item">Of what.</param>
    /// <param name="Content">The open container.</param>
    /// <param name="Serial">By which directory.</param>
    /// <param name="VerifiedAt">When.</param>
    internal sealed record Shelved(MailboxItem Item, MailboxContent Content, long Serial, DateTimeOffset VerifiedAt)
    {
        /// <summary>Since when it waits for a next question.</summary>
        public DateTimeOffset PutAt { get; init; }
    }
}
