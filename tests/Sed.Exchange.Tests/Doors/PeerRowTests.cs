using System.Security.Cryptography;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Tests.Containers;
using Sed.Exchange.Tests.Delivery;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Doors;

/// <summary>What a peer posts, for whom and when: each refusal is signed and keeps the octets, everything else leaves them with the sender.</summary>
public sealed class PeerRowTests
{
    private const string ReusedId = "a message id of the same sender with other octets";
    private const string SquattedId = "a message id that a stranger used first, with a seal that is not the sender's";
    private const string SharedId = "a message id that another organisation uses too, with its own seal";
    private const string HardNames = "names of 130 Cyrillic letters, with brackets and percent signs, NFC and NFD twins";

    public static TheoryData<string> Names => new(PeerRows.All.Select(row => row.Name));

    internal static IEnumerable<DoorRow> Rows =>
    [
        .. PeerRows.All.Select(row => new DoorRow(Door.Container, row.Name, row.Code, row.Fate)),
        new(Door.Container, ReusedId, Sed.Exchange.Delivery.ReasonCodes.OtherContainerKnown, Fate.Evidence),
        new(Door.Container, SquattedId, Sed.Exchange.Containers.Verdicts.FindingCodes.SealWrong, Fate.Evidence),
        new(Door.Container, SharedId, "–", Fate.Taken),
        new(Door.Container, HardNames, "–", Fate.Taken),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_row_is_answered_with_its_code_and_its_octets_meet_their_fate(string name)
    {
        var row = PeerRows.All.Single(row => row.Name == name);
        var (region, _, call) = await CallAsync();
        if (row.Directory is not null) Assert.Null(await region.EfremovNode.Gateway.Directory.OfferAsync(row.Directory, CancellationToken.None));
        var changed = row.Change(call);

        var answer = await PostAsync(region, changed);

        if (row.Fate == Fate.Evidence)
        {
            var refused = Assert.Single(Assert.IsType<ReceptionResult.Answered>(answer).Receipts);
            Assert.Equal((ReceiptKind.Refused, row.Code), (refused.Kind, refused.Reason));
            Assert.Equal(refused.Bytes, Assert.Single(Assert.IsType<ReceptionResult.Answered>(await PostAsync(region, changed)).Receipts).Bytes);
            Assert.Equal(changed.Octets, await EvidenceAsync(region));
        }
        else
        {
            Assert.Equal(row.Code, Assert.IsType<ReceptionResult.NotTaken>(answer).Problem.Code);
            Assert.Empty(await region.EfremovNode.ReadAsync(journal => journal.AllRefusals().ToList()));
            Assert.Equal(0, await BlobsAsync(region.EfremovNode));
        }

        Assert.Empty(await region.EfremovNode.TakeAllAsync(Efremov));
    }

    [Fact]
    public async Task The_same_id_with_other_octets_is_refused_naming_both()
    {
        var (region, _, call) = await CallAsync();
        var other = call.Reseal(("<priority>5<", "<priority>6<"));
        Assert.Equal(ReceiptKind.Delivered, Assert.Single(Assert.IsType<ReceptionResult.Answered>(await PostAsync(region, call)).Receipts).Kind);

        var refused = Assert.Single(Assert.IsType<ReceptionResult.Answered>(await PostAsync(region, other)).Receipts);

        Assert.Equal((ReceiptKind.Refused, Sed.Exchange.Delivery.ReasonCodes.OtherContainerKnown), (refused.Kind, refused.Reason));
        Assert.Equal(other.Octets, await EvidenceAsync(region));
        Assert.Single(await region.EfremovNode.TakeAllAsync(Efremov));
    }

    [Fact]
    public async Task A_stranger_who_was_first_with_an_id_does_not_keep_the_sender_from_it()
    {
        var (region, accepted, call) = await CallAsync();
        var squatting = call with { Octets = Forgery.SealWithEnvelope(call.Octets, SealOf(Lobanovo), Forgery.Entry(call.Octets, "envelope.xml")) };

        Assert.Equal(ReceiptKind.Refused, Assert.Single(Assert.IsType<ReceptionResult.Answered>(await PostAsync(region, squatting)).Receipts).Kind);
        Assert.Equal(ReceiptKind.Delivered, Assert.Single(Assert.IsType<ReceptionResult.Answered>(await PostAsync(region, call)).Receipts).Kind);

        await region.RunAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(Sed.Exchange.Delivery.Lanes.DeliveryState.Delivered, await region.Tula.StateAsync(accepted.Container.MessageId, Efremov));
    }

    [Fact]
    public async Task An_id_that_two_organisations_use_is_two_messages_and_each_sees_its_own()
    {
        var (region, accepted, call) = await CallAsync();
        await region.RunAsync(TimeSpan.FromMinutes(1));

        // The office in Moscow, on the same node, seals a container of its own under the same id.
        var letter = Letter(Moscow, [Efremov]);
        var own = Assert.IsType<AdmissionResult.Accepted>(await region.Tula.Gateway.Admission.SubmitAsync(letter, CancellationToken.None));
        await using var blob = await region.Tula.Blobs.OpenAsync(own.Container.Blob, CancellationToken.None);
        var octets = new byte[blob.Length];
        await blob.ReadExactlyAsync(octets);
        var twin = Forgery.SealWithEnvelope(octets, SealOf(Moscow), own.Container.MessageId.ToString(), call.MessageId.ToString());
        var taken = Assert.IsType<AdmissionResult.Accepted>(
            await region.Tula.Gateway.Admission.SubmitContainerAsync([Moscow], "test", null, new MemoryStream(twin), CancellationToken.None));
        Assert.Equal(call.MessageId, taken.Container.MessageId);
        await region.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(3, (await region.EfremovNode.TakeAllAsync(Efremov)).Count);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        foreach (var (sender, container) in new[] { (Government, accepted.Container), (Moscow, taken.Container) })
        {
            var status = await region.Tula.ReadAsync(journal => StatusView.Read(journal, call.MessageId, region.Time.GetUtcNow(), organisation => organisation == sender));
            Assert.Equal(container.Digest, status!.Container.Digest);
            var timeline = Assert.Single(status.Deliveries).Timeline.Where(entry => entry.Counts).Select(entry => entry.Event).ToList();
            Assert.Equal(["Accepted", "Delivered", "Collected"], timeline.Take(3));
        }

        // Told again, each is answered as it was.
        var again = Assert.IsType<AdmissionResult.Accepted>(
            await region.Tula.Gateway.Admission.SubmitContainerAsync([Moscow], "test", null, new MemoryStream(twin), CancellationToken.None));
        Assert.True(again.Repeated);
        Assert.Equal(taken.Receipts.Select(receipt => receipt.ReceiptId), again.Receipts.Select(receipt => receipt.ReceiptId));
    }

    [Fact]
    public async Task Names_that_are_hard_to_store_arrive_as_they_left()
    {
        string[] names = [new string('ы', 130) + ".pdf", "Письмо [1] (копия) 100%.txt", "%2e%2e%2fletter.txt", "й.txt", "\u0438\u0306.txt", "CON.txt", new string('я', 251) + ".doc"];
        var region = await OpenAsync();
        var letter = Letter(Government, [Efremov]);
        var files = letter.Files.Concat(names.Select((name, index) => Town.File(name, $"file {index}"))).ToList();
        Assert.IsType<AdmissionResult.Accepted>(await region.Tula.Gateway.Admission.SubmitAsync(letter with { Files = files }, CancellationToken.None));
        await region.RunAsync(TimeSpan.FromMinutes(1));

        var item = Assert.Single(await region.EfremovNode.Gateway.Mailbox.LeaseAsync([Efremov], "test", 10, CancellationToken.None));
        await using var content = await region.EfremovNode.Gateway.Mailbox.OpenAsync([Efremov], item.Delivery.DeliveryId, CancellationToken.None);

        Assert.Equal(files.Select(file => file.Name), content!.Container.Envelope!.Files.Select(file => file.Name));
    }

    private static async Task<(VirtualRegion Region, AdmissionResult.Accepted Accepted, PeerCall Call)> CallAsync()
    {
        var region = await OpenAsync();
        var accepted = await SendAsync(region.Tula, Government, [Efremov]);
        await using var blob = await region.Tula.Blobs.OpenAsync(accepted.Container.Blob, CancellationToken.None);
        var octets = new byte[blob.Length];
        await blob.ReadExactlyAsync(octets);
        return (region, accepted, new PeerCall(accepted.Container.MessageId, Government, [Efremov], ["tula"], octets, SealOf(Government)));
    }

    private static Task<ReceptionResult> PostAsync(VirtualRegion region, PeerCall call) => region.EfremovNode.Gateway.Reception.ReceiveAsync(
        new IncomingContainer(
            "tula", call.MessageId, call.Sender, call.Recipients, call.Path, 1,
            call.DigestIsWrong ? new byte[32] : SHA256.HashData(call.Octets), new MemoryStream(call.Octets, writable: false)),
        CancellationToken.None);

    private static async Task<byte[]> EvidenceAsync(VirtualRegion region)
    {
        var refusal = await region.EfremovNode.ReadAsync(journal => journal.AllRefusals().Single());
        await using var kept = await region.EfremovNode.Blobs.OpenAsync(refusal.Blob!, CancellationToken.None);
        var octets = new byte[kept.Length];
        await kept.ReadExactlyAsync(octets);
        return octets;
    }

    private static async Task<int> BlobsAsync(VirtualNode node)
    {
        var count = 0;
        await foreach (var _ in node.Blobs.ListAsync(CancellationToken.None)) count++;
        return count;
    }
}
