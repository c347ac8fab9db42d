using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Timestamps;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Containers.Zip;

namespace Sed.Exchange.Containers.Evidence;

/// <summary>By when the container of an evidence file existed, by the best evidence in it (DESIGN section 7): a time-stamp, else the receipt of another node.</summary>
/// <param name="ProvenAt">The time; null: nothing but the container's own words tells.</param>
/// <param name="Why">Which evidence, as verdicts say it; null with the time.</param>
/// <param name="Findings">About the time-stamps.</param>
internal sealed record EvidenceTimes(DateTimeOffset? ProvenAt, string? Why, IReadOnlyList<Finding> Findings)
{
    /// <summary>Judges the time-stamps, and takes the best evidence of time.</summary>
    public static EvidenceTimes Judge(
        ZipReading zip, OpenedContainer container, IReadOnlyList<EvidencePart> receiptParts, IReadOnlyList<(string Entry, OpenedReceipt Receipt)> receipts, PathQuestion question)
    {
        var parts = zip.Entries.Where(entry => entry.Name.StartsWith(EvidenceLayout.Timestamps, StringComparison.Ordinal)).Select(entry => new EvidencePart(entry.Name, zip.ReadAll(entry))).ToList();
        var (stamps, strange) = EvidenceStamp.Collect(parts);
        List<Finding> findings = [.. strange.Select(entry => new Finding(FindingCodes.EvidenceProofWrong, VerdictStage.Digest, VerdictResult.Failed, entry))];
        var digests = new DigestBook();
        var judged = StampChain.Judge([.. stamps.Select(stamp => (stamp.Folder, stamp.Part))], question, digests);

        // Receipts about this container bind it by its digest: a time-stamp over one of them is one over it.
        var own = receipts.Where(receipt => receipt.Receipt.Verdict.Result == VerdictResult.Passed && receipt.Receipt.Receipt?.Container == container.Digest).Select(receipt => receipt.Entry).ToHashSet();
        var covered = receiptParts.ToDictionary(part => part.Entry, part => judged.Where(stamp => digests.IsIn(stamp.Covers, part.Octets)).ToList());
        foreach (var stamp in judged.Select((stamp, index) => (Judged: stamp, stamps[index].Folder)))
        {
            var isForeign = stamp.Judged.Covers.Count > 0
                && !stamp.Judged.Covers.Contains(container.Digest)
                && !covered.Values.Any(list => list.Contains(stamp.Judged))
                && !judged.Any(other => other != stamp.Judged && digests.IsIn(stamp.Judged.Covers, other.Part.Manifest) && digests.IsIn(stamp.Judged.Covers, other.Part.Token));
            findings.Add(isForeign
                ? new Finding(FindingCodes.EvidenceTimestampForeign, VerdictStage.Coverage, VerdictResult.Failed, stamp.Folder)
                : new Finding(FindingCodes.EvidenceTimestamp, VerdictStage.Time, stamp.Judged.Finding.Result, stamp.Folder) { Children = [stamp.Judged.Finding] });
        }

        if (covered.Count(pair => pair.Value.Count == 0) is var bare and > 0)
            findings.Add(new Finding(FindingCodes.EvidenceNotStamped, VerdictStage.Time, VerdictResult.NotChecked, $"{bare} of {covered.Count} receipts"));
        var stamped = judged.Where(stamp => stamp.Proves && stamp.Time <= question.At && (stamp.Covers.Contains(container.Digest) || own.Any(entry => covered[entry].Contains(stamp)))).Min(stamp => stamp.Time);
        // Whoever is asked for no path trusts nobody about time either.
        if (!question.IsAsked) return new EvidenceTimes(null, null, findings);
        if (stamped is { } time) return new EvidenceTimes(time, TimeReasons.Timestamp, findings);
        var told = receipts.Where(receipt => own.Contains(receipt.Entry) && receipt.Receipt.Receipt!.IssuerNode != container.Envelope?.SenderNode)
            .Min(receipt => (DateTimeOffset?)receipt.Receipt.Receipt!.IssuedAt);
        return new EvidenceTimes(told, told is null ? null : TimeReasons.Receipt, findings);
    }
}
