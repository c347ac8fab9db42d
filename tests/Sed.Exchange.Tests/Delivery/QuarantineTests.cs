using System.Security.Cryptography;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Retention;
using Sed.Exchange.Tests.Doubles;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Delivery;

/// <summary>What is kept apart is named with its cause; what is held can be hurried, what is refused cannot be had out.</summary>
public sealed class QuarantineTests
{
    [Fact]
    public async Task A_refused_copy_is_found_by_its_receipt_and_its_message_and_never_made_due()
    {
        var region = await OpenAsync();
        var accepted = await SendAsync(region.Tula, Government, [Efremov]);
        var octets = await region.Tula.OctetsOfAsync(accepted.Container);
        octets[octets.AsSpan().IndexOf("a letter"u8)] ^= 1;
        var refused = Assert.Single(Assert.IsType<ReceptionResult.Answered>(await region.EfremovNode.Gateway.Reception.ReceiveAsync(
            new IncomingContainer(
                "tula", accepted.Container.MessageId, Government, [Efremov], ["tula"], DirectorySerial: 1, SHA256.HashData(octets), new MemoryStream(octets, writable: false)),
            CancellationToken.None)).Receipts);

        var item = Assert.Single(await region.EfremovNode.ReadAsync(journal => QuarantineView.List(journal, 10, Start)));
        Assert.Equal((refused.ReceiptId, QuarantineKind.Refused, refused.Reason, "tula", refused.Container), (item.Id, item.Kind, item.Code, item.From, item.Container));
        Assert.NotNull(item.Blob);
        Assert.Equal([item], await region.EfremovNode.ReadAsync(journal => QuarantineView.Find(journal, refused.ReceiptId, Start)));
        Assert.Equal([item], await region.EfremovNode.ReadAsync(journal => QuarantineView.Find(journal, accepted.Container.MessageId, Start)));
        Assert.Empty(await region.EfremovNode.ReadAsync(journal => QuarantineView.Find(journal, Guid.NewGuid(), Start)));
        Assert.False(await region.EfremovNode.Journal.CommitAsync(journal => QuarantineView.Retry(journal, item, Start), CancellationToken.None));
        Assert.Empty(await region.EfremovNode.TakeAllAsync(Efremov));
    }

    [Fact]
    public async Task What_is_held_is_due_at_once_when_it_is_asked_for()
    {
        await using var journal = new MemoryJournal();
        await journal.CommitAsync(
            transaction =>
            {
                transaction.Add(Rows.Receipt(10, 1) with { Kind = ReceiptKind.Relayed });
                transaction.Add(Rows.Receipt(11, 2) with { Kind = ReceiptKind.Relayed });
                transaction.Add(Rows.Held(1, 1000, 10) with { NextAttemptAt = Rows.Noon.AddDays(1), Attempts = 3, LastError = "blob-unreadable: the disk" });
                transaction.Add(Rows.Held(2, 1000, 11) with { NextAttemptAt = Rows.Noon.AddDays(2) });
                transaction.Put(Rows.Parked(2, 1000));
                return true;
            },
            CancellationToken.None);
        var items = await journal.ReadAsync(reader => QuarantineView.List(reader, 10, Rows.Noon), CancellationToken.None);
        Assert.Equal([(QuarantineKind.Held, "blob-unreadable", "the disk", 3), (QuarantineKind.Parked, null, null, 0)], items.Select(item => (item.Kind, item.Code, item.Detail, item.Attempts)));

        Assert.True(await journal.CommitAsync(transaction => QuarantineView.Retry(transaction, items[0], Rows.Noon), CancellationToken.None));
        var due = Assert.Single(await journal.ReadAsync(reader => reader.DueHeld(Rows.Noon, 10), CancellationToken.None));
        Assert.Equal((items[0].Container, 3), (due.Container, due.Attempts));
    }
}
