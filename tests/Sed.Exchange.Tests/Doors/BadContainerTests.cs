using System.Security.Cryptography;
using System.Text.Json;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Tests.Delivery;
using Sed.Exchange.Tests.Doubles;
using Sed.Exchange.Tests.Node;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Doors;

/// <summary>Every spoiled container at every door that takes containers: from a peer, from an installation, as a file.</summary>
public sealed class BadContainerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => new(BadContainers.All.Select(row => row.Name));

    internal static IEnumerable<DoorRow> Rows => BadContainers.All.SelectMany(row => new[]
    {
        new DoorRow(Door.Container, row.Name, row.Code, Fate.Evidence),
        new DoorRow(Door.OwnContainer, row.Name, $"{ProblemCodes.ContainerInvalid}, {row.Code}", Fate.NotStored),
        new DoorRow(Door.Verify, row.Name, row.Code, Fate.Untouched),
    });

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task From_a_peer_it_is_refused_by_a_signed_receipt_and_kept_as_evidence(string name)
    {
        var (region, accepted, octets, row) = await SpoilAsync(name);
        var sender = row.Sender ?? Government;

        var first = await ReceiveAsync(region, accepted.Container.MessageId, sender, octets);
        var again = await ReceiveAsync(region, accepted.Container.MessageId, sender, octets);

        var refused = Assert.Single(Assert.IsType<ReceptionResult.Answered>(first).Receipts);
        Assert.Equal((ReceiptKind.Refused, row.Code), (refused.Kind, refused.Reason));
        Assert.Equal(refused.Bytes, Assert.Single(Assert.IsType<ReceptionResult.Answered>(again).Receipts).Bytes);
        Assert.Equal(VerdictResult.Passed, ReceiptFile.Open(refused.Bytes, InForce, Start).Verdict.Result);

        // Kept whole, delivered to nobody, and no obstacle to the intact one.
        var refusal = await region.EfremovNode.ReadAsync(journal => journal.AllRefusals().Single());
        await using (var kept = await region.EfremovNode.Blobs.OpenAsync(refusal.Blob!, CancellationToken.None))
        {
            var stored = new byte[kept.Length];
            await kept.ReadExactlyAsync(stored);
            Assert.Equal(octets, stored);
        }

        Assert.Empty(await region.EfremovNode.TakeAllAsync(Efremov));
        await region.RunAsync(TimeSpan.FromMinutes(1));
        Assert.Single(await region.EfremovNode.TakeAllAsync(Efremov));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task From_an_installation_it_is_refused_with_findings_and_nothing_is_stored(string name)
    {
        var (region, _, octets, row) = await SpoilAsync(name);
        var before = await CountAsync(region.Tula);

        var result = await region.Tula.Gateway.Admission.SubmitContainerAsync([Government], "test", null, new MemoryStream(octets), CancellationToken.None);

        var problem = Assert.IsType<AdmissionResult.NotTaken>(result).Problem;
        Assert.Equal((ProblemCodes.ContainerInvalid, row.Code), (problem.Code, problem.Detail));
        Assert.Contains(problem.Findings, finding => finding.Code == row.Code && finding.Result == VerdictResult.Failed);
        Assert.Equal(before, await CountAsync(region.Tula));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task As_a_file_it_is_judged_and_the_cause_is_named(string name)
    {
        var (_, _, octets, row) = await SpoilAsync(name);
        var (file, directory) = (_folder.File("spoiled.asice"), _folder.File("directory.asics"));
        await File.WriteAllBytesAsync(file, octets);
        await File.WriteAllBytesAsync(directory, DirectoryOctets);

        var (exit, output, errors) = await RunningNode.CommandAsync(
            "verify", file, "--directory", directory, "--fingerprint", DirectoryFingerprint, "--at", Start.ToString("O"), "--json", "--lang", "en");

        Assert.True(exit == 1, errors + output);
        Assert.Contains(CodesIn(JsonDocument.Parse(output).RootElement), found => found == row.Code);
    }

    private static async Task<(VirtualRegion Region, AdmissionResult.Accepted Accepted, byte[] Octets, BadContainer Row)> SpoilAsync(string name)
    {
        var region = await OpenAsync();
        var accepted = await SendAsync(region.Tula, Government, [Efremov]);
        await using var blob = await region.Tula.Blobs.OpenAsync(accepted.Container.Blob, CancellationToken.None);
        var intact = new byte[blob.Length];
        await blob.ReadExactlyAsync(intact);
        var row = BadContainers.All.Single(row => row.Name == name);
        return (region, accepted, row.Spoil(intact, SealOf(Government)), row);
    }

    private static Task<ReceptionResult> ReceiveAsync(VirtualRegion region, Guid messageId, Guid sender, byte[] octets) => region.EfremovNode.Gateway.Reception.ReceiveAsync(
        new IncomingContainer("tula", messageId, sender, [Efremov], ["tula"], 1, SHA256.HashData(octets), new MemoryStream(octets, writable: false)),
        CancellationToken.None);

    private static async Task<(int Containers, int Blobs, int Intents)> CountAsync(VirtualNode node)
    {
        var blobs = 0;
        await foreach (var _ in node.Blobs.ListAsync(CancellationToken.None)) blobs++;
        return (await node.ReadAsync(journal => journal.AllContainers().Count()), blobs, await node.ReadAsync(journal => journal.AllRefusals().Count()));
    }

    private static IEnumerable<string> CodesIn(JsonElement verdict) => verdict.GetProperty("findings").EnumerateArray()
        .Concat(verdict.GetProperty("signatures").EnumerateArray().SelectMany(signature => signature.GetProperty("findings").EnumerateArray()))
        .Where(finding => finding.GetProperty("result").GetString() == "failed")
        .Select(finding =>
        {
            Assert.NotEmpty(finding.GetProperty("means").GetString()!);
            Assert.NotEmpty(finding.GetProperty("do").GetString()!);
            return finding.GetProperty("code").GetString()!;
        });
}
