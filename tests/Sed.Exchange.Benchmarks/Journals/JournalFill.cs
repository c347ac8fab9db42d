using System.Security.Cryptography;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Benchmarks.Journals;

/// <summary>
/// Fills a journal with ended messages: copies of one that was really delivered and collected, with ids and digests of their own, all rows and octets of
/// receipts as large as real ones, over a year of time. Blobs are rows alone: no file stands behind them.
/// </summary>
internal static class JournalFill
{
    /// <summary>The time over which the messages came.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromDays(365);

    private const int Batch = 1000;

    /// <summary>Adds copies of a message.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="model">The message that is copied.</param>
    /// <param name="count">Copies.</param>
    /// <param name="progress">Told how many there are, now and then.</param>
    public static async Task AddAsync(IJournal journal, Guid model, int count, Action<int> progress)
    {
        var message = await journal.ReadAsync(reader => Read(reader, model), CancellationToken.None);
        var step = Span / count;
        for (var done = 0; done < count; done += Batch)
        {
            var from = done;
            await journal.CommitAsync(
                transaction =>
                {
                    // Oldest first, as they would have come.
                    for (var at = from; at < Math.Min(count, from + Batch); at++) Copy(transaction, message, step * (count - at));
                    return true;
                },
                CancellationToken.None);
            if (done % 50_000 == 0) progress(done);
        }
    }

    private static Model Read(IJournalReader journal, Guid message)
    {
        var container = journal.ContainersOf(message).Single();
        return new Model(
            container, journal.DeliveriesOf(message), journal.ReceiptsOf(message), journal.FindCapture(container.Digest),
            [.. journal.EventsAfter(0, null, int.MaxValue).Where(line => line.MessageId == message)]);
    }

    private static void Copy(IJournalTransaction journal, Model model, TimeSpan age)
    {
        var stored = model.Container.StoredAt - age;
        var message = Guid.CreateVersion7(stored);
        var digest = new DigestValue(model.Container.Digest.Algorithm, RandomNumberGenerator.GetBytes(model.Container.Digest.Value.Length));
        var blob = Guid.CreateVersion7(stored).ToString("N");
        journal.Add(new BlobIntentRow(blob, BlobIntentState.Intended, stored));
        journal.CommitBlob(blob);
        journal.Add(model.Container with
        {
            Digest = digest,
            MessageId = message,
            Blob = blob,
            StoredAt = stored,
            SentAt = model.Container.SentAt - age,
            DeliverBy = model.Container.DeliverBy - age,
            PackageMessageId = Guid.CreateVersion7(stored).ToString("N"),
            ReturnCode = Guid.CreateVersion7(stored).ToString("N"),
            DocumentUid = Guid.CreateVersion7(stored).ToString("N"),
        });
        if (model.Capture is { } capture) journal.Put(capture with { Container = digest, MessageId = message, Since = stored, StateSince = stored, State = CaptureState.Done, NextAttemptAt = null, Gaps = [] });

        var ids = new Dictionary<Guid, Guid>();
        foreach (var delivery in model.Deliveries)
        {
            ids[delivery.DeliveryId] = Guid.CreateVersion7(stored);
            journal.Add(delivery with
            {
                DeliveryId = ids[delivery.DeliveryId],
                MessageId = message,
                Container = digest,
                StateSince = delivery.StateSince - age,
                CreatedAt = delivery.CreatedAt - age,
                DeliverBy = delivery.DeliverBy - age,
                Version = 0,
            });
        }

        foreach (var receipt in model.Receipts)
        {
            ids[receipt.ReceiptId] = Guid.CreateVersion7(stored);
            journal.Add(receipt with { ReceiptId = ids[receipt.ReceiptId], MessageId = message, Container = digest, IssuedAt = receipt.IssuedAt - age, StoredAt = receipt.StoredAt - age });
        }

        if (model.Container.SubmittedBy is not null) journal.Add(new IdempotencyRow(model.Container.Sender, Guid.CreateVersion7(stored).ToString("N"), digest.Hex, message, stored));
        foreach (var line in model.Events)
        {
            journal.Append(line with
            {
                At = line.At - age,
                MessageId = message,
                DeliveryId = line.DeliveryId is { } delivery ? ids.GetValueOrDefault(delivery, delivery) : null,
                ReceiptId = line.ReceiptId is { } receipt ? ids.GetValueOrDefault(receipt, receipt) : null,
            });
        }
    }

    private sealed record Model(
        ContainerRow Container, IReadOnlyList<DeliveryRow> Deliveries, IReadOnlyList<ReceiptRow> Receipts, CaptureRow? Capture, IReadOnlyList<EventRow> Events);
}
