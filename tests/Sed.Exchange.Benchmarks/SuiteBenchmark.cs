using System.Security.Cryptography;
using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Node.Region;

namespace Sed.Exchange.Benchmarks;

/// <summary>
/// Measures one suite at one size: the bare cryptography and everything built on it in the same run, because only their ratio survives a
/// change of machine.
/// </summary>
internal static class SuiteBenchmark
{
    /// <summary>Measures.</summary>
    public static async Task<SuiteResult> RunAsync(Suite suite, int length, BenchmarkOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("sedx-benchmark-");
        try
        {
            var region = RegionMaker.Make(ReferenceRegion.Plan(suite, [.. Enumerable.Range(20_000, 9)]), Path.Combine(folder.FullName, "region"), TimeProvider.System);
            var alone = await WholeDelivery.MeasureAsync(region, length, Path.Combine(folder.FullName, "alone"), underWay: 1, options);
            var several = await WholeDelivery.MeasureAsync(region, length, Path.Combine(folder.FullName, "several"), WholeDelivery.UnderWay, options);
            return Parts(region, suite, length, options) with { DeliverAlone = alone, Deliver = several };
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static SuiteResult Parts(MadeRegion region, Suite suite, int length, BenchmarkOptions options)
    {
        var origin = region.Node("tula");
        var seal = origin.SealOf(ReferenceRegion.Government).Open();
        var nodeKey = origin.Receipts.Open();
        var document = RandomNumberGenerator.GetBytes(length);
        var digest = Convert.FromHexString(suite.Digest(document).Hex);
        var signature = seal.SignDigest(digest);
        var now = TimeProvider.System.GetUtcNow();
        var letter = new Letter(length);
        var files = letter.Files();
        var draft = new Envelope
        {
            MessageId = Guid.CreateVersion7(now),
            Sender = ReferenceRegion.Government,
            SenderNode = origin.Id,
            Recipients = [ReferenceRegion.Efremov],
            SentAt = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds()),
            DeliverBy = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds()).AddHours(72),
            PackageFormat = "sev-18",
            Kind = EnvelopeKind.Document,
            Files = [],
        };
        using var container = new MemoryStream();
        var written = ContainerFile.Write(container, draft, files, seal, CancellationToken.None);
        var receipt = new Receipt
        {
            ReceiptId = Guid.CreateVersion7(now),
            Kind = ReceiptKind.Accepted,
            MessageId = draft.MessageId,
            Container = written.Digest,
            Sender = draft.Sender,
            OriginNode = origin.Id,
            Recipient = draft.Recipients[0],
            IssuerNode = origin.Id,
            Epoch = 1,
            IssuedAt = draft.SentAt,
            DirectorySerial = region.Directory.Serial,
            Policy = "benchmark",
        };
        var receiptFile = ReceiptFile.Write(receipt, nodeKey);

        return new SuiteResult
        {
            Suite = suite.Name,
            Hash = Rounds.Measure(options, () => suite.Digest(document)),
            Sign = Rounds.Measure(options, () => seal.SignDigest(digest)),
            Verify = Rounds.Measure(options, () => Right(suite.VerifyDigest(seal.Certificate, digest, signature))),
            Seal = Rounds.Measure(options, () =>
            {
                using var output = new MemoryStream(length + 64 * 1024);
                return ContainerFile.Write(output, draft, files, seal, CancellationToken.None);
            }),
            Open = Rounds.Measure(options, () =>
            {
                container.Position = 0;
                return Passed(ContainerFile.Open(container, ContainerLimits.Default, region.Directory, now, CancellationToken.None).Verdict);
            }),
            WriteReceipt = Rounds.Measure(options, () => ReceiptFile.Write(receipt, nodeKey)),
            OpenReceipt = Rounds.Measure(options, () => Passed(ReceiptFile.Open(receiptFile, region.Directory, now).Verdict)),
            DeliverAlone = new Rate(0, 0, 0),
            Deliver = new Rate(0, 0, 0),
        };
    }

    // A benchmark of something that fails early would look splendid.
    private static bool Right(bool right) => right ? true : throw new InvalidOperationException("The signature does not hold.");

    private static Verdict Passed(Verdict verdict) =>
        verdict.Result == VerdictResult.Passed ? verdict : throw new InvalidOperationException($"Not passed: {verdict.FirstFailure?.Code} {verdict.FirstFailure?.Seen}");
}
