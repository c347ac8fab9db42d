using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Packages;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Journal;

/// <content>Containers, submissions, directories, announced blobs, clients.</content>
public abstract partial class JournalContract
{
    [Fact]
    public async Task A_container_comes_back_as_it_went_in()
    {
        var full = Rows.Container(1) with
        {
            Kind = EnvelopeKind.Report,
            PackageMessageId = "{0195-АБВ}",
            DocumentUid = "uid",
            ReturnCode = "return",
            InReplyTo = Rows.Id(77),
            AccessMark = "ДСП",
            Priority = 9,
            Subject = "№ 12/а от 23.11.2026",
            ClientReference = "дело-5",
            SubmittedBy = "efremov",
            MadeFrom = Rows.Id(77),
            Path = ["tula", "efremov"],
        };
        await Commit(journal => journal.Add(full));
        await Commit(journal => journal.Add(Rows.Container(2)));

        AssertSame(full, await Read(journal => journal.FindContainer(Rows.Digest(1))));
        AssertSame(Rows.Container(2), await Read(journal => journal.FindContainer(Rows.Digest(2))));
        Assert.Null(await Read(journal => journal.FindContainer(Rows.Digest(3))));
    }

    [Fact]
    public async Task A_container_is_added_once()
    {
        await Commit(journal => journal.Add(Rows.Container(1)));
        await Conflict(journal => journal.Add(Rows.Container(1) with { Blob = "other" }));

        Assert.Equal("blob-1", (await Read(journal => journal.FindContainer(Rows.Digest(1))))!.Blob);
    }

    [Fact]
    public async Task Containers_are_found_by_message_and_client_reference()
    {
        await Commit(journal =>
        {
            for (var number = 1; number <= 110; number++)
                journal.Add(Rows.Container(number) with { ClientReference = "C", MessageId = Rows.Id(number % 2) });
            journal.Add(Rows.Container(200) with { ClientReference = "c" });
        });

        Assert.Equal(55, (await Read(journal => journal.ContainersOf(Rows.Id(1)))).Count);
        var byReference = await Read(journal => journal.ContainersByClientReference("C", null));
        Assert.Equal(Enumerable.Range(11, 100).Reverse().Select(number => 1000L + number), byReference.Select(row => row.Length));
        Assert.Equal(1200, Assert.Single(await Read(journal => journal.ContainersByClientReference("c", null))).Length);
    }

    [Fact]
    public async Task Documents_for_a_recipient_are_found_by_return_code_and_uid_newest_first()
    {
        await Commit(journal =>
        {
            for (var number = 1; number <= 110; number++)
            {
                journal.Add(Rows.Container(number) with { ReturnCode = "R", DocumentUid = "9A677314-FECE-4975-B5A9-792D11C07663" });
                journal.Add(Rows.Delivery(number, number) with { Recipient = Rows.Id(800) });
            }

            // Of another recipient, another sender under the same message id, and a report.
            journal.Add(Rows.Container(200) with { ReturnCode = "R", DocumentUid = "9a677314fece4975b5a9792d11c07663" });
            journal.Add(Rows.Delivery(200, 200) with { Recipient = Rows.Id(801) });
            journal.Add(Rows.Container(201) with { ReturnCode = "R", MessageId = Rows.Id(110), Sender = Rows.Id(901) });
            journal.Add(Rows.Container(202) with { ReturnCode = "R", Kind = EnvelopeKind.Report });
            journal.Add(Rows.Delivery(202, 202) with { Recipient = Rows.Id(800) });
            journal.Add(Rows.Container(203) with { ReturnCode = "r" });
        });

        var newest = Enumerable.Range(11, 100).Reverse().Select(number => 1000L + number).ToList();
        Assert.Equal(newest, (await Read(journal => journal.DocumentsByReturnCode(Rows.Id(800), "R"))).Select(row => row.Length));
        Assert.Equal(
            newest, (await Read(journal => journal.DocumentsByUid(Rows.Id(800), "9a677314fece4975b5a9792d11c07663"))).Select(row => row.Length));
        Assert.Equal(1200, Assert.Single(await Read(journal => journal.DocumentsByReturnCode(Rows.Id(801), "R"))).Length);
        Assert.Equal(1200, Assert.Single(await Read(journal => journal.DocumentsByUid(Rows.Id(801), "9A677314-fece-4975-b5a9-792d11c07663"))).Length);
        Assert.Empty(await Read(journal => journal.DocumentsByReturnCode(Rows.Id(802), "R")));

        // Those of another sender, which crowd out nobody's.
        await Commit(journal =>
        {
            journal.Add(Rows.Container(300) with { ReturnCode = "R", DocumentUid = "9A677314-FECE-4975-B5A9-792D11C07663", Sender = Rows.Id(903), StoredAt = Rows.Noon.AddDays(-1) });
            journal.Add(Rows.Delivery(300, 300) with { Recipient = Rows.Id(800), Sender = Rows.Id(903) });
        });
        Assert.Equal(1300, Assert.Single(await Read(journal => journal.DocumentsByReturnCode(Rows.Id(800), "R", [Rows.Id(903), Rows.Id(904)]))).Length);
        Assert.Equal(1300, Assert.Single(await Read(journal => journal.DocumentsByUid(Rows.Id(800), "9a677314fece4975b5a9792d11c07663", [Rows.Id(903)]))).Length);
        Assert.Equal(newest, (await Read(journal => journal.DocumentsByReturnCode(Rows.Id(800), "R", [Rows.Id(900), Rows.Id(903)]))).Select(row => row.Length));
        Assert.Empty(await Read(journal => journal.DocumentsByUid(Rows.Id(800), "none")));
    }

    [Fact]
    public async Task References_of_others_do_not_crowd_out_ones_own()
    {
        await Commit(journal =>
        {
            journal.Add(Rows.Container(1) with { ClientReference = "C", Sender = Rows.Id(901) });
            for (var number = 2; number <= 120; number++) journal.Add(Rows.Container(number) with { ClientReference = "C" });
            journal.Add(Rows.Container(121) with { ClientReference = "C", Sender = Rows.Id(902) });
        });

        var own = await Read(journal => journal.ContainersByClientReference("C", [Rows.Id(901), Rows.Id(902), Rows.Id(901)]));
        Assert.Equal([1121L, 1001L], own.Select(row => row.Length));
        Assert.Empty(await Read(journal => journal.ContainersByClientReference("C", [])));
    }

    [Fact]
    public async Task The_newest_containers_come_first()
    {
        await Commit(journal =>
        {
            foreach (var number in new[] { 2, 5, 1, 4, 3 }) journal.Add(Rows.Container(number));
        });

        Assert.Equal([1005L, 1004, 1003], (await Read(journal => journal.RecentContainers(3))).Select(row => row.Length));
        Assert.Empty(await Read(journal => journal.RecentContainers(0)));
    }

    [Fact]
    public async Task All_rows_of_a_table_stream_in_key_order_with_other_queries_in_between()
    {
        await Commit(journal =>
        {
            foreach (var number in new[] { 3, 1, 2 })
            {
                journal.Add(Rows.Container(number));
                journal.Add(Rows.Delivery(10 + number, number));
                journal.Add(Rows.Receipt(20 + number, number));
                journal.Put(Rows.Owed(20 + number, "tula"));
                journal.Add(new RefusalRow(Rows.Digest(number), Rows.Id(1), Rows.Id(2), "peer", Rows.Id(3), null, Rows.Noon));
                journal.Put(new ReportRow(
                    Rows.Id(9), Rows.Id(1), Rows.Id(2), ReportEvent.Progress, ReportKinds.Forwarding, Rows.Id(30 + number), "tula", Rows.Noon));
                journal.Put(Rows.Subscription(number, 2));
                journal.Add(new DirectoryRow(number, [1], Rows.Noon));
            }
        });

        await Read(journal =>
        {
            Assert.Equal([1001L, 1002, 1003], journal.AllContainers().Select(row => journal.FindContainer(row.Digest)!.Length));
            Assert.Equal([Rows.Id(11), Rows.Id(12), Rows.Id(13)], journal.AllDeliveries().Select(row => row.DeliveryId));
            Assert.Equal([Rows.Id(21), Rows.Id(22), Rows.Id(23)], journal.AllReceipts().Select(row => row.ReceiptId));
            Assert.Equal([Rows.Id(21), Rows.Id(22), Rows.Id(23)], journal.AllOwedReceipts().Select(row => row.ReceiptId));
            Assert.Equal([Rows.Digest(1), Rows.Digest(2), Rows.Digest(3)], journal.AllRefusals().Select(row => row.Container));
            Assert.Equal([Rows.Id(31), Rows.Id(32), Rows.Id(33)], journal.AllReports().Select(row => row.ReportMessageId));
            Assert.Equal([Rows.Id(1), Rows.Id(2), Rows.Id(3)], journal.AllSubscriptions().Select(row => row.MessageId));
            Assert.Equal([1L, 2, 3], journal.AllDirectories().Select(row => row.Serial));
            Assert.Equal([null, 1, 2, 3, 3], new long[] { 0, 1, 2, 3, 20_261_128 }.Select(serial => journal.DirectoryAtOrBelow(serial)?.Serial));
            Assert.Equal([1, 2, 3, null], new long[] { -5, 1, 2, 3 }.Select(serial => journal.DirectoryAbove(serial)?.Serial));

            // Left early and begun twice: a stream holds nothing that others need.
            Assert.Equal(1001, journal.AllContainers().First().Length);
            Assert.Equal(9, journal.AllContainers().SelectMany(_ => journal.AllContainers()).Count());
            return 0;
        });
    }

    [Fact]
    public async Task A_submission_is_found_by_sender_and_key_and_added_once()
    {
        var row = new IdempotencyRow(Rows.Id(1), "ключ", "value", Rows.Id(2), Rows.Noon);
        await Commit(journal => journal.Add(row));
        await Commit(journal => journal.Add(row with { Sender = Rows.Id(9) }));
        await Conflict(journal => journal.Add(row with { Value = "other" }));

        Assert.Equal(row, await Read(journal => journal.FindIdempotency(Rows.Id(1), "ключ")));
        Assert.Null(await Read(journal => journal.FindIdempotency(Rows.Id(1), "КЛЮЧ")));
    }

    [Fact]
    public async Task The_latest_directory_is_the_one_with_the_highest_serial()
    {
        Assert.Null(await Read(journal => journal.LatestDirectory()));
        await Commit(journal =>
        {
            journal.Add(new DirectoryRow(9, [9], Rows.Noon));
            journal.Add(new DirectoryRow(10, [1, 0], Rows.Noon));
            journal.Add(new DirectoryRow(2, [2], Rows.Noon));
        });
        await Conflict(journal => journal.Add(new DirectoryRow(9, [7], Rows.Noon)));

        var latest = await Read(journal => journal.LatestDirectory());
        Assert.Equal((10, Rows.Noon), (latest!.Serial, latest.At));
        Assert.Equal([1, 0], latest.Bytes);
        Assert.Equal([9], (await Read(journal => journal.FindDirectory(9)))!.Bytes);
        Assert.Null(await Read(journal => journal.FindDirectory(3)));
    }

    [Fact]
    public async Task A_blob_goes_from_intended_to_committed_or_dead_and_never_back()
    {
        await Commit(journal =>
        {
            journal.Add(new BlobIntentRow("a", BlobIntentState.Intended, Rows.Noon));
            journal.Add(new BlobIntentRow("b", BlobIntentState.Intended, Rows.Noon.AddSeconds(1)));
        });
        await Conflict(journal => journal.Add(new BlobIntentRow("a", BlobIntentState.Intended, Rows.Noon)));
        await Conflict(journal => journal.CommitBlob("unknown"));
        await Conflict(journal => journal.KillBlob("unknown"));

        await Commit(journal => journal.CommitBlob("a"));
        await Commit(journal => journal.CommitBlob("a"));
        await Conflict(journal => journal.KillBlob("a"));
        await Conflict(journal => journal.RemoveBlob("a"));
        await Conflict(journal => journal.RemoveBlob("b"));
        await Commit(journal => journal.KillBlob("b"));
        await Commit(journal => journal.KillBlob("b"));
        await Conflict(journal => journal.CommitBlob("b"));

        Assert.Equal(BlobIntentState.Committed, (await Read(journal => journal.FindBlobIntent("a")))!.State);
        Assert.Equal(new BlobIntentRow("b", BlobIntentState.Dead, Rows.Noon.AddSeconds(1)), await Read(journal => journal.FindBlobIntent("b")));
        await Commit(journal => journal.RemoveBlob("b"));
        await Commit(journal => journal.RemoveBlob("b"));
        Assert.Null(await Read(journal => journal.FindBlobIntent("b")));
    }

    [Fact]
    public async Task Announced_blobs_are_found_by_state_and_age()
    {
        await Commit(journal =>
        {
            for (var number = 5; number >= 1; number--)
                journal.Add(new BlobIntentRow($"b{number}", BlobIntentState.Intended, Rows.Noon.AddSeconds(number)));
            journal.KillBlob("b2");
        });

        var old = await Read(journal => journal.BlobIntents(BlobIntentState.Intended, Rows.Noon.AddSeconds(4), 10));
        Assert.Equal(["b1", "b3", "b4"], old.Select(row => row.Name));
        Assert.Equal(["b1", "b3"], (await Read(journal => journal.BlobIntents(BlobIntentState.Intended, DateTimeOffset.MaxValue, 2))).Select(row => row.Name));
        Assert.Equal(["b2"], (await Read(journal => journal.BlobIntents(BlobIntentState.Dead, DateTimeOffset.MaxValue, 10))).Select(row => row.Name));
    }

    [Fact]
    public async Task Clients_are_replaced_by_id()
    {
        var row = new ClientRow { Id = "moscow", Organisations = [Rows.Id(1), Rows.Id(2)], KeyHash = "aa", AddedAt = Rows.Noon };
        var administrator = new ClientRow
        {
            Id = "admin",
            Organisations = [],
            Administrator = true,
            CertificateThumbprint = "bb",
            AddedAt = Rows.Noon,
        };
        await Commit(journal =>
        {
            journal.Put(row);
            journal.Put(administrator);
            journal.Put(row with { RevokedAt = Rows.Noon.AddDays(1) });
        });

        var clients = await Read(journal => journal.Clients());
        Assert.Equal(["admin", "moscow"], clients.Select(client => client.Id));
        Assert.Equal((true, null, "bb", null), (clients[0].Administrator, clients[0].KeyHash, clients[0].CertificateThumbprint, clients[0].RevokedAt));
        Assert.Empty(clients[0].Organisations);
        Assert.Equal([Rows.Id(1), Rows.Id(2)], clients[1].Organisations);
        Assert.Equal((false, "aa", null, Rows.Noon.AddDays(1)), (clients[1].Administrator, clients[1].KeyHash, clients[1].CertificateThumbprint, clients[1].RevokedAt));
    }

    private static void AssertSame(ContainerRow expected, ContainerRow? actual)
    {
        // Records compare lists by reference.
        Assert.NotNull(actual);
        Assert.Equal(expected.Path, actual.Path);
        Assert.Equal(expected, actual with { Path = expected.Path });
    }
}
