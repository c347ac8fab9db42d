using System.Security.Cryptography;
using System.Text;
using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Checking;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Packages;
using Sed.Exchange.Packages.Sev;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Delivery;

/// <summary>Reports that a node makes from receipts for its own organisations (DESIGN 3.3).</summary>
public sealed class NodeReportTests
{
    [Fact]
    public async Task A_collected_document_gives_its_sender_a_reception()
    {
        var (region, document, message) = await LetterAsync();
        await region.EfremovNode.TakeAllAsync(Efremov);
        await region.RunAsync(TimeSpan.FromMinutes(1));

        var item = Assert.Single(await region.Tula.TakeAllAsync(Government));
        var collected = (await region.Tula.ReadAsync(journal => journal.ReceiptsOf(message, Efremov))).Single(receipt => receipt.Kind == ReceiptKind.Collected);
        Assert.Equal(collected.ReceiptId, item.Container.MadeFrom);
        Assert.Equal((message, Government, document.Header.ReturnId), (item.Container.InReplyTo!.Value, item.Container.Sender, item.Container.ReturnCode));
        Assert.False(item.Delivery.Unmatched);

        var report = await ReportAsync(region, item);
        Assert.Equal(SevMessageType.Reception, report.Header.MessageType);
        Assert.Equal(collected.IssuedAt, report.Notification.Reception!.Value.In(TimeSpan.Zero));
        Assert.Equal(document.Header.Recipient.Contacts[0].Organization.Uid, report.Header.Sender.Contact.Organization.Uid);
        Assert.Equal(SevReports.Product.Uid, report.Header.Sender.Edms.Uid);
        Assert.Equal(document.Header.Sender.Contact.Organization.Uid, Assert.Single(report.Header.Recipient.Contacts).Organization.Uid);
        Assert.Contains($"node=\"tula\" receipt=\"{collected.ReceiptId}\" kind=\"Collected\" issuer=\"efremov\"", Assert.Single(report.Expansion!.Content), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_sealed_by_the_node_for_the_organisation_to_itself_and_holds_as_any_other()
    {
        var (region, _, _) = await LetterAsync();
        await region.EfremovNode.TakeAllAsync(Efremov);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        var item = Assert.Single(await region.Tula.TakeAllAsync(Government));

        await using var content = (await region.Tula.Gateway.Mailbox.OpenAsync([Government], item.Delivery.DeliveryId, CancellationToken.None))!;
        Assert.Equal(VerdictResult.Passed, content.Container.Verdict.Result);
        Assert.Contains(content.Container.Verdict.AllFindings(), finding => finding.Code == FindingCodes.SealedByOperator);
        Assert.Equal([Government], content.Container.Envelope!.Recipients);
        var check = new StoreCheck(region.Tula.Journal, region.Tula.Blobs, "tula", region.Time, new DeliveryOptions(), ContainerLimits.Default);
        Assert.Empty((await check.RunAsync(deep: true, CancellationToken.None)).Findings);
    }

    [Fact]
    public async Task A_declined_document_gives_a_failure_in_three_lines_with_our_code_beside_it()
    {
        var (region, _, message) = await LetterAsync();
        var leased = Assert.Single(await region.EfremovNode.Gateway.Mailbox.LeaseAsync([Efremov], "test", 10, CancellationToken.None));
        await region.EfremovNode.Gateway.Mailbox.DeclineAsync(
            [Efremov], leased.Delivery.DeliveryId, leased.Delivery.LeaseId!.Value, DeclineCodes.WrongAddressee, CancellationToken.None);
        await region.RunAsync(TimeSpan.FromMinutes(1));

        var report = await OnlyReportAsync(region);
        Assert.Equal(SevMessageType.Failure, report.Header.MessageType);
        var failure = report.Notification.Failure!;
        Assert.Equal(SevRefusal.ByInstallation, failure.Code);
        var lines = failure.Text.Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Equal("Обнаружено: [Группа 8] Система получателя отказалась от документа.", lines[0]);
        Assert.StartsWith("(1002) ", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("Решено: ", lines[2], StringComparison.Ordinal);
        Assert.Contains($"code=\"{DeclineCodes.WrongAddressee}\"", string.Concat(report.Expansion!.Content), StringComparison.Ordinal);

        // The recipient's installation refused no registration: its timeline says what the receipt says, and nothing else.
        Assert.Equal(["Accepted tula", "Delivered efremov", "Declined efremov"], await region.Tula.TimelineAsync(message, Efremov));
    }

    [Fact]
    public async Task An_undelivered_document_gives_a_failure()
    {
        var region = await OpenAsync();
        region.Stop("efremov");
        await VirtualMail.SendAsync(region.Tula, VirtualMail.Document(Government, [Efremov], SevSubscriptions.Everything(30)), Government);
        await region.RunAsync(TimeSpan.FromHours(73));

        var report = await OnlyReportAsync(region);
        Assert.Equal(SevRefusal.NoProof, report.Notification.Failure!.Code);
        Assert.NotEqual(SevRefusal.NoAuthor, report.Notification.Failure.Code);
        Assert.Contains(ReasonCodes.NoProofOfDelivery, string.Concat(report.Expansion!.Content), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_product_of_version_12_gets_nothing_in_expansion()
    {
        var region = await OpenAsync();
        await VirtualMail.SendAsync(region.Tula, VirtualMail.Document(Government, [Moscow], SevSubscriptions.Everything(30), edms: "12.0.0"), Government);
        await region.Tula.TakeAllAsync(Moscow);
        await region.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Empty((await OnlyReportAsync(region)).Expansion?.Content ?? []);
    }

    [Fact]
    public async Task Who_did_not_ask_gets_none()
    {
        var no = new SevSubscription { Include = false };
        var (region, _, _) = await LetterAsync(SevSubscriptions.Everything(30) with { Reception = no });
        await region.EfremovNode.TakeAllAsync(Efremov);
        await VirtualMail.SendAsync(region.Tula, VirtualMail.Document(Government, [Efremov], null), Government);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        await region.EfremovNode.TakeAllAsync(Efremov);
        await region.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Empty(await region.Tula.TakeAllAsync(Government));
        Assert.Empty(await ToMakeAsync(region));
    }

    [Fact]
    public async Task Switched_off_it_makes_none_and_owes_none()
    {
        var region = await OpenAsync(new DeliveryOptions { NodeReports = false });
        await VirtualMail.SendAsync(region.Tula, VirtualMail.Document(Government, [Moscow], SevSubscriptions.Everything(30)), Government);
        await region.Tula.TakeAllAsync(Moscow);
        await region.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Empty(await region.Tula.TakeAllAsync(Government));
        Assert.Empty(await ToMakeAsync(region));
    }

    [Fact]
    public async Task What_the_installation_said_itself_is_not_said_again()
    {
        var (region, document, _) = await LetterAsync();
        var own = await VirtualMail.SendAsync(region.EfremovNode, VirtualMail.Reception(document, Efremov), Efremov);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        await region.EfremovNode.TakeAllAsync(Efremov);
        await region.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(own.Container.MessageId, Assert.Single(await region.Tula.TakeAllAsync(Government)).Delivery.MessageId);
        Assert.Empty(await ToMakeAsync(region));
    }

    [Fact]
    public async Task A_report_that_is_made_causes_no_other()
    {
        var (region, _, _) = await LetterAsync();
        await region.EfremovNode.TakeAllAsync(Efremov);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        Assert.Single(await region.Tula.TakeAllAsync(Government));
        await region.RunAsync(TimeSpan.FromHours(80));

        Assert.Empty(await region.Tula.TakeAllAsync(Government));
        Assert.Equal(2, await region.Tula.ReadAsync(journal => journal.AllContainers().Count()));
    }

    [Fact]
    public async Task The_debt_is_durable_with_the_receipt_and_paid_once_whatever_dies_in_between()
    {
        var (region, _, _) = await LetterAsync();
        await region.EfremovNode.TakeAllAsync(Efremov);

        // Tula dies after every commit on the way; what its disk has must be enough each time.
        var deaths = 0;
        for (var step = 1; step <= 12; step++)
        {
            var left = step;
            region.Tula.Journal.Fault = () =>
            {
                if (--left != 0) return null;
                deaths++;
                return new JournalException("killed", isTransient: false);
            };
            try
            {
                await region.RunAsync(TimeSpan.FromSeconds(1));
            }
            catch (JournalException)
            {
                // Fail-stop: it starts again on what its disk kept.
            }

            // On this wire the peer that talked to it falls with it.
            await region.RestartAsync("tula");
            await region.RestartAsync("efremov");
        }

        await region.RunAsync(TimeSpan.FromMinutes(30));
        Assert.Single(await region.Tula.TakeAllAsync(Government));
        Assert.Empty(await ToMakeAsync(region));
        Assert.Single(await region.Tula.ReadAsync(journal => journal.AllContainers().Where(row => row.MadeFrom is not null).ToList()));
        Assert.InRange(deaths, 3, 12);
    }

    [Fact]
    public async Task A_full_disk_delays_it_and_loses_nothing()
    {
        var (region, _, _) = await LetterAsync();
        await region.EfremovNode.TakeAllAsync(Efremov);
        region.Tula.Blobs.Fault = () => new BlobException("no space", isTransient: true);
        await region.RunAsync(TimeSpan.FromMinutes(5));
        Assert.Single(await ToMakeAsync(region));
        Assert.Empty(await region.Tula.TakeAllAsync(Government));

        region.Tula.Blobs.Fault = null;
        await region.RunAsync(TimeSpan.FromMinutes(15));
        Assert.Single(await region.Tula.TakeAllAsync(Government));
    }

    [Fact]
    public async Task A_document_that_cannot_be_read_now_delays_only_its_own_report()
    {
        var (region, _, _) = await LetterAsync();
        await region.EfremovNode.TakeAllAsync(Efremov);
        region.Tula.Blobs.ReadFault = () => new BlobException("away", isTransient: true);
        await region.RunAsync(TimeSpan.FromMinutes(5));
        Assert.StartsWith("blob-unreadable", Assert.Single(await ToMakeAsync(region)).LastError, StringComparison.Ordinal);

        region.Tula.Blobs.ReadFault = null;
        await region.RunAsync(TimeSpan.FromMinutes(15));
        Assert.Single(await region.Tula.TakeAllAsync(Government));
    }

    [Fact]
    public async Task A_document_that_its_disk_has_changed_is_told_to_a_person_once_and_the_report_is_made_when_it_is_brought_back()
    {
        var (region, _, _) = await LetterAsync();
        var blob = Assert.Single(await region.Tula.ReadAsync(journal => journal.AllContainers().ToList())).Blob;
        byte[]? whole = null;
        region.Tula.Blobs.Corrupt(blob, octets =>
        {
            whole = [.. octets];
            octets[octets.AsSpan().IndexOf("DocInfo "u8)] ^= 1;
            return octets;
        });
        await region.EfremovNode.TakeAllAsync(Efremov);
        await region.RunAsync(TimeSpan.FromHours(5));
        Assert.InRange(Assert.Single(await ToMakeAsync(region)).Attempts, 3, 1000);
        var alarm = Assert.Single(await region.Tula.ReadAsync(journal => journal.EventsAfter(0, null, 100)), line => line.Kind == EventKinds.Alarm);
        Assert.Contains(blob, alarm.Detail, StringComparison.Ordinal);

        region.Tula.Blobs.Corrupt(blob, _ => whole!);
        await region.RunAsync(TimeSpan.FromHours(2));
        Assert.Single(await region.Tula.TakeAllAsync(Government));
        Assert.Empty(await ToMakeAsync(region));
    }

    [Fact]
    public async Task A_body_that_was_dissolved_meanwhile_is_owed_none()
    {
        var (region, _, message) = await LetterAsync();
        await TakeAsync(
            Successor(node => node, body => body.Id == Government ? body with { ValidTo = Start.AddHours(1), Successors = [Moscow] } : body), region.Tula, region.EfremovNode);
        await region.RunAsync(TimeSpan.FromHours(2));
        await region.EfremovNode.TakeAllAsync(Efremov);
        await region.RunAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(DeliveryState.Collected, await region.Tula.StateAsync(message, Efremov));
        Assert.Empty(await ToMakeAsync(region));
        Assert.DoesNotContain(await region.Tula.ReadAsync(journal => journal.AllContainers().ToList()), row => row.MadeFrom is not null);
    }

    [Fact]
    public async Task A_clock_that_is_ahead_dissolves_nobody()
    {
        var (region, _, _) = await LetterAsync();
        await TakeAsync(
            Successor(node => node, body => body.Id == Government ? body with { ValidTo = Start.AddDays(10), Successors = [Moscow] } : body), region.Tula, region.EfremovNode);
        await region.EfremovNode.TakeAllAsync(Efremov);
        region.Skews["tula"] = TimeSpan.FromDays(30);
        await region.RunAsync(TimeSpan.FromMinutes(2));
        region.Skews["tula"] = TimeSpan.Zero;
        await region.RunAsync(TimeSpan.FromHours(1));

        Assert.Single(await region.Tula.TakeAllAsync(Government));
    }

    [Fact]
    public async Task A_passport_whose_report_would_be_too_large_keeps_no_other_report_and_no_node_from_their_work()
    {
        // Read as one octet each, these are written as four.
        var region = await OpenAsync();
        var hostile = VirtualMail.Document(Government, [Efremov], SevSubscriptions.Everything(30));
        var sender = hostile.Header.Sender;
        hostile = hostile with { Header = hostile.Header with { Sender = sender with { Contact = sender.Contact with { Organization = sender.Contact.Organization with { ShortName = "@name@" } } } } };
        var octets = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(SevWriter.Write(hostile)).Replace("@name@", new string('>', 5_000_000), StringComparison.Ordinal));
        Assert.IsType<AdmissionResult.Accepted>(await region.Tula.Gateway.Admission.SubmitAsync(
            VirtualMail.Of(hostile, Government) with { Files = [new PackageFile(SevDocInfo.FileName, octets.Length, () => new MemoryStream(octets, writable: false))] },
            CancellationToken.None));
        var other = await VirtualMail.SendAsync(region.Tula, VirtualMail.Document(Government, [Efremov], SevSubscriptions.Everything(30)), Government);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        await region.EfremovNode.TakeAllAsync(Efremov);
        await region.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(other.Container.MessageId, Assert.Single(await region.Tula.TakeAllAsync(Government)).Container.InReplyTo);
        Assert.Empty(await ToMakeAsync(region));
    }

    [Fact]
    public async Task Nobody_but_a_node_marks_a_report_as_made_by_one()
    {
        var (region, document, _) = await LetterAsync();
        var forged = new SevNodeMark("tula", Guid.NewGuid(), "Refused", "tula").On(VirtualMail.Reception(document, Efremov));

        // 1. At the door for installations, to another and to itself.
        foreach (var report in (SevReport[])[forged, new SevNodeMark("tula", Guid.NewGuid(), "Refused", "tula").On(VirtualMail.Reception(VirtualMail.Document(Efremov, [Efremov], null), Efremov))])
        {
            var refused = Assert.IsType<AdmissionResult.NotTaken>(await region.EfremovNode.Gateway.Admission.SubmitAsync(VirtualMail.Of(report, Efremov), CancellationToken.None));
            Assert.Equal((ProblemCodes.PackageInvalid, ReasonCodes.NodeMark), (refused.Problem.Code, refused.Problem.Detail));
        }

        // 2. From a node that lets it pass.
        var submission = VirtualMail.Of(forged, Efremov);
        var facts = PackageReader.Read(submission.Files, PackageLimits.Default).Facts!;
        Assert.True(facts.IsMarkedByNode);
        var (id, octets) = (Guid.NewGuid(), new MemoryStream());
        ContainerFile.Write(octets, new Envelope
        {
            MessageId = id,
            Sender = Efremov,
            SenderNode = "efremov",
            Recipients = [Government],
            SentAt = region.Time.GetUtcNow(),
            DeliverBy = region.Time.GetUtcNow().AddHours(1),
            PackageFormat = facts.Format,
            Kind = EnvelopeKind.Report,
            Files = [],
        }, submission.Files, SealOf(Efremov), CancellationToken.None);
        var result = await region.Tula.Gateway.Reception.ReceiveAsync(
            new IncomingContainer("efremov", id, Efremov, [Government], ["efremov"], DirectorySerial: 1, SHA256.HashData(octets.ToArray()), new MemoryStream(octets.ToArray())),
            CancellationToken.None);
        var receipt = Assert.Single(Assert.IsType<ReceptionResult.Answered>(result).Receipts);
        Assert.Equal((ReceiptKind.Refused, ReasonCodes.NodeMark), (receipt.Kind, receipt.Reason));
        Assert.Empty(await region.Tula.TakeAllAsync(Government));
    }

    [Fact]
    public async Task A_restored_node_makes_it_again_as_the_same_message_perhaps_seen()
    {
        var (region, _, _) = await LetterAsync();
        var backup = region.BackUp("tula");
        region.Time.Advance(TimeSpan.FromMinutes(1));
        await region.EfremovNode.TakeAllAsync(Efremov);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        var first = Assert.Single(await region.Tula.TakeAllAsync(Government));
        await region.RestoreAsync(backup);
        await region.RunAsync(TimeSpan.FromMinutes(10));

        var leased = Assert.Single(await region.Tula.Gateway.Mailbox.LeaseAsync([Government], "test", 10, CancellationToken.None));
        Assert.True(leased.PerhapsSeen);
        Assert.Equal(first.Container.PackageMessageId, leased.Container.PackageMessageId);
        Assert.Equal(first.Container.MadeFrom, leased.Container.MadeFrom);
    }

    private static async Task<(VirtualRegion Region, SevDocInfo Document, Guid Message)> LetterAsync(SevSubscriptions? asked = null)
    {
        var region = await OpenAsync();
        var document = VirtualMail.Document(Government, [Efremov], asked ?? SevSubscriptions.Everything(30));
        var message = (await VirtualMail.SendAsync(region.Tula, document, Government)).Container.MessageId;
        await region.RunAsync(TimeSpan.FromMinutes(1));
        return (region, document, message);
    }

    private static Task<List<ReportToMakeRow>> ToMakeAsync(VirtualRegion region) => region.Tula.ReadAsync(journal => journal.AllReportsToMake().ToList());

    private static async Task<SevReport> OnlyReportAsync(VirtualRegion region) => await ReportAsync(region, Assert.Single(await region.Tula.TakeAllAsync(Government)));

    private static async Task<SevReport> ReportAsync(VirtualRegion region, MailboxItem item)
    {
        await using var content = (await region.Tula.Gateway.Mailbox.OpenAsync([Government], item.Delivery.DeliveryId, CancellationToken.None))!;
        var file = Assert.Single(content.Container.OpenPackage());
        using var octets = file.Open();
        using var all = new MemoryStream();
        await octets.CopyToAsync(all);
        var reading = SevReader.Read(all.ToArray());
        Assert.Empty(reading.Faults);
        return reading.Report!;
    }
}
