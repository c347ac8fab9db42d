using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Journal;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Delivery;

/// <summary>Keys change at the time that the directory states, with mail under way, and nobody refuses anybody for it.</summary>
public sealed class RolloverTests
{
    private static readonly SigningKey NextReceipts = NewKey("node tula, next");
    private static readonly SigningKey NextSeal = NewKey("seal of the government, next");
    private static readonly SigningKey NextDirectoryKey = NewKey("directory, next");

    [Fact]
    public async Task Each_signature_takes_the_key_that_counts_then()
    {
        var region = await OpenAsync();
        var (from, to) = (Start.AddHours(1), Start.AddHours(2));
        region.IdentityOf("tula").Take(HeldByTula());
        Assert.Null(await region.Tula.Gateway.Directory.OfferAsync(Successor(
            node => node.Id == "tula" ? node with { ReceiptCertificates = Rolled(node.ReceiptCertificates, NextReceipts, from, to) } : node,
            row => row.Id == Government ? row with { Seals = Rolled(row.Seals, NextSeal, from, to) } : row), CancellationToken.None));

        var before = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromMinutes(90));
        var both = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromMinutes(60));
        var after = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromMinutes(5));

        Assert.Equal([SealOf(Government).Certificate, NextSeal.Certificate, NextSeal.Certificate], await SealsAsync(region.Tula, before, both, after));
        Assert.Equal(
            [InForce.FindNode("tula")!.ReceiptCertificates[0].Certificate, NextReceipts.Certificate, NextReceipts.Certificate],
            new[] { before, both, after }.Select(taken => SignerOf(taken.Receipts[0].Bytes)));
        foreach (var taken in new[] { before, both, after })
            Assert.Equal(["Accepted tula", "Delivered efremov"], await region.Tula.TimelineAsync(taken.Container.MessageId, Efremov));
        Assert.Empty(await AlarmsAsync(region));

        // What the old key signed in its time is right by the newest directory too.
        var newest = region.EfremovNode.Gateway.Directory.Current;
        Assert.Equal(2, newest.Serial);
        Assert.All(new[] { before, both, after }, taken => Assert.Equal(
            VerdictResult.Passed, ReceiptFile.Open(taken.Receipts[0].Bytes, newest, region.Time.GetUtcNow()).Verdict.Result));
    }

    [Fact]
    public async Task What_the_old_key_signs_after_its_end_is_believed_by_nobody()
    {
        var region = await OpenAsync();
        Assert.Null(await region.Tula.Gateway.Directory.OfferAsync(Successor(
            node => node,
            row => row.Id == Government ? row with { Seals = Rolled(row.Seals, NextSeal, Start.AddHours(1), Start.AddHours(2)) } : row), CancellationToken.None));
        await region.RunAsync(TimeSpan.FromHours(3));

        var answer = await region.Tula.Gateway.Admission.SubmitAsync(Letter(Government, [Efremov]), CancellationToken.None);

        Assert.Equal(ProblemCodes.SealUnusable, Assert.IsType<Sed.Exchange.Delivery.Doors.AdmissionResult.NotTaken>(answer).Problem.Code);
    }

    [Fact]
    public async Task A_receipt_by_a_key_that_is_not_known_yet_brings_its_directory_along()
    {
        var region = await OpenAsync();
        var next = NewKey("node efremov, next");
        Assert.Null(await region.EfremovNode.Gateway.Directory.OfferAsync(Successor(
            node => node.Id == "efremov" ? node with { ReceiptCertificates = Rolled(node.ReceiptCertificates, next, Start, null) } : node, row => row), CancellationToken.None));
        region.IdentityOf("efremov").Take(region.IdentityOf("efremov").Keys with { Receipts = [next] });

        var sent = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(["Accepted tula", "Delivered efremov"], await region.Tula.TimelineAsync(sent.Container.MessageId, Efremov));
        Assert.Equal(2, region.Tula.Gateway.Directory.Current.Serial);
        Assert.Empty(await AlarmsAsync(region));
    }

    [Fact]
    public async Task Who_missed_the_directory_that_announces_a_signer_is_led_over_it()
    {
        var region = await OpenAsync();
        var announced = InForce.Keys with { Next = NextDirectoryKey.Certificate };
        var second = Signed(2, announced, DirectoryKey);
        var third = Signed(3, new DirectoryKeys(NextDirectoryKey.Certificate, null, null), NextDirectoryKey);
        var fourth = Signed(4, new DirectoryKeys(NextDirectoryKey.Certificate, null, null), NextDirectoryKey);
        foreach (var file in new[] { second, third, fourth }) Assert.Null(await region.EfremovNode.Gateway.Directory.OfferAsync(file, CancellationToken.None));

        // By itself it proves nothing to whoever does not know its signer.
        var refused = await region.Tula.Gateway.Directory.OfferAsync(fourth, CancellationToken.None);
        Assert.Equal(FindingCodes.DirectoryKeyWrong, refused!.Detail);

        Assert.True(await region.Tula.Gateway.Directory.FetchFromAsync("efremov", CancellationToken.None));

        Assert.Equal([1, 2, 3, 4], await region.Tula.ReadAsync(journal => journal.AllDirectories().Select(row => row.Serial).ToList()));
        Assert.False(await region.Tula.Gateway.Directory.FetchFromAsync("efremov", CancellationToken.None));
    }

    [Fact]
    public async Task Keys_that_no_directory_lists_are_a_fault_and_one_that_is_listed_for_later_is_not()
    {
        var region = await OpenAsync();
        var identity = region.IdentityOf("tula");
        var directory = DirectoryFile.OpenCryptoOnly(Successor(
            node => node.Id == "tula" ? node with { ReceiptCertificates = Rolled(node.ReceiptCertificates, NextReceipts, Start.AddDays(1), null) } : node, row => row), Start).Directory!;

        identity.Take(identity.Keys with { Receipts = [NextReceipts] });
        Assert.Empty(IdentityFault.Find(identity, directory));
        identity.Take(identity.Keys with { Receipts = [NextDirectoryKey] });
        Assert.Equal(IdentityFaultKind.ReceiptKeyNotListed, Assert.Single(IdentityFault.Find(identity, directory)).Kind);
    }

    private static NodeKeys HeldByTula()
    {
        var seals = new Dictionary<Guid, IReadOnlyList<SigningKey>> { [Government] = [SealOf(Government), NextSeal], [Moscow] = [SealOf(Moscow)] };
        return new NodeKeys([ReceiptKeyOf("tula"), NextReceipts], seals);
    }

    private static IReadOnlyList<SealEntry> Rolled(IReadOnlyList<SealEntry> entries, SigningKey next, DateTimeOffset from, DateTimeOffset? to) =>
        [.. entries.Select(entry => entry with { To = to }), new SealEntry(next.Certificate, from, null, HeldByNode: true)];

    private static byte[] Signed(long serial, DirectoryKeys keys, SigningKey signer) => DirectoryFile.Write(
        new ExchangeDirectory
        {
            Serial = serial,
            IssuedAt = InForce.IssuedAt,
            Expires = InForce.Expires,
            Keys = keys,
            Organisations = InForce.Organisations,
            Nodes = InForce.Nodes,
        },
        signer,
        Start);

    private static Certificate SignerOf(byte[] receipt) => ReceiptFile.OpenCryptoOnly(receipt, Start).Verdict.Signatures[0].Signer!;

    private static async Task<IReadOnlyList<Certificate>> SealsAsync(VirtualNode node, params Sed.Exchange.Delivery.Doors.AdmissionResult.Accepted[] taken)
    {
        var seals = new List<Certificate>();
        foreach (var letter in taken)
        {
            await using var octets = await node.Blobs.OpenAsync(letter.Container.Blob, CancellationToken.None);
            seals.Add(ContainerFile.Open(octets, ContainerLimits.Default, null, Start, CancellationToken.None).Seal!);
        }

        return seals;
    }

    private static async Task<List<string?>> AlarmsAsync(VirtualRegion region)
    {
        var alarms = new List<string?>();
        foreach (var node in region.Nodes)
            alarms.AddRange(await node.ReadAsync(journal => journal.EventsAfter(0, null, 1000).Where(line => line.Kind == EventKinds.Alarm).Select(line => line.Detail).ToList()));
        return alarms;
    }
}
