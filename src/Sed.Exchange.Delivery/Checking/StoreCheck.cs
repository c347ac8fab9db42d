using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Delivery.Receipts;

namespace Sed.Exchange.Delivery.Checking;

/// <summary>
/// Compares a node's journal with its blobs and with itself. Changes nothing, and may run beside the node: whatever looks wrong is looked at again
/// in a later view before it is said, because the node goes on meanwhile.
/// </summary>
/// <param name="journal">The journal.</param>
/// <param name="blobs">Its blobs.</param>
/// <param name="self">Id of the node.</param>
/// <param name="time">The clock.</param>
/// <param name="options">Options of delivery.</param>
/// <param name="limits">Limits of containers.</param>
public sealed class StoreCheck(
    IJournalView journal, IBlobStore blobs, string self, TimeProvider time, DeliveryOptions options, ContainerLimits limits)
{
    private const int Batch = 500;

    private readonly DirectoryHistory _history = new();
    private readonly List<CheckFinding> _findings = [];
    private readonly Dictionary<string, (KeptOctets Kept, string Message)> _unreadable = new(StringComparer.Ordinal);

    /// <summary>Runs the check once.</summary>
    /// <param name="deep">True: every container is read, digested and its seal verified. False: presence and length only.</param>
    /// <param name="cancel">Stops the check.</param>
    public async Task<CheckResult> RunAsync(bool deep, CancellationToken cancel)
    {
        try
        {
            return await LookAsync(deep, cancel).ConfigureAwait(false);
        }
        catch (JournalException damage) when (damage.IsDamage)
        {
            // A row whose values are none, which SQLite's own check does not see. What was found until now is worth hours.
            Wrong(CheckCodes.JournalDamaged, "journal", damage.Message);
            return new CheckResult(0, 0, 0, 0, 0, _findings);
        }
    }

    private async Task<CheckResult> LookAsync(bool deep, CancellationToken cancel)
    {
        // 1. The journal with itself: states in one view; receipts page by page, because verifying a million takes hours, and as long as a view is open the
        // journal's log only grows.
        var deliveries = await journal.ReadAsync(CheckDeliveries, cancel).ConfigureAwait(false);
        var receipts = await CheckReceiptsAsync(cancel).ConfigureAwait(false);

        // 2. What it refers to. Names and digests only: 200 octets for each container in memory.
        var (directory, kept, refused) = await journal.ReadAsync(
            reader => (Directory(reader, null), KeptOctets.OfContainers(reader).ToList(), KeptOctets.OfRefusals(reader).ToList()),
            cancel).ConfigureAwait(false);
        var held = await journal.ReadAsync(reader => KeptOctets.OfHeld(reader).ToList(), cancel).ConfigureAwait(false);
        foreach (var octets in kept.Concat(refused).Concat(held)) await CheckOctetsAsync(octets, deep, directory, cancel).ConfigureAwait(false);

        // 3. What is there that nothing refers to.
        var listed = await ListAsync(cancel).ConfigureAwait(false);
        await CheckIntentsAsync(cancel).ConfigureAwait(false);
        return new CheckResult(kept.Count, deliveries, receipts, refused.Count, listed, _findings);
    }

    private int CheckDeliveries(IJournalReader reader)
    {
        var count = 0;
        foreach (var delivery in reader.AllDeliveries())
        {
            count++;
            var receipts = reader.ReceiptsOf(delivery.MessageId, delivery.Recipient);
            if (delivery.Lane != Lane.In)
            {
                var stated = ReceiptLedger.StateBy(delivery, receipts);
                if (stated != delivery.State) Wrong(CheckCodes.StateDiffers, $"delivery {delivery.DeliveryId}", $"{delivery.State}, receipts state {stated}");
                continue;
            }

            var said = receipts.Where(receipt => receipt.Counts && receipt.IssuerNode == self && receipt.Container == delivery.Container)
                .Select(receipt => receipt.Kind)
                .ToHashSet();
            if (!IsStated(delivery.State, said))
                Wrong(CheckCodes.StateDiffers, $"delivery {delivery.DeliveryId}", $"{delivery.State}, receipts issued here: {string.Join(',', said.Order())}");
        }

        return count;
    }

    /// <summary>What this node must have said of a delivery in its mailbox, and must not have said.</summary>
    private static bool IsStated(DeliveryState state, HashSet<ReceiptKind> said) => state switch
    {
        DeliveryState.Waiting or DeliveryState.Leased =>
            said.Contains(ReceiptKind.Delivered) && !said.Contains(ReceiptKind.Collected) && !said.Contains(ReceiptKind.Declined),
        DeliveryState.Collected => said.Contains(ReceiptKind.Delivered) && said.Contains(ReceiptKind.Collected),
        DeliveryState.Declined => said.Contains(ReceiptKind.Delivered) && said.Contains(ReceiptKind.Declined),
        DeliveryState.Held => said.Contains(ReceiptKind.Relayed) && !said.Contains(ReceiptKind.Delivered),
        DeliveryState.Refused => said.Contains(ReceiptKind.Refused),
        _ => false,
    };

    private async Task<int> CheckReceiptsAsync(CancellationToken cancel)
    {
        var (count, after) = (0, 0L);
        var directories = new Dictionary<long, ExchangeDirectory?>();
        while (true)
        {
            var rows = await journal.ReadAsync(reader => CheckReceipts(reader, directories, after), cancel).ConfigureAwait(false);
            count += rows.Count;
            if (rows.Count < Batch) return count;
            after = rows[^1].Number;
        }
    }

    private IReadOnlyList<(long Number, ReceiptRow Receipt)> CheckReceipts(IJournalReader reader, Dictionary<long, ExchangeDirectory?> directories, long after)
    {
        var latest = Directory(reader, null);
        var now = time.GetUtcNow();
        var rows = reader.ReceiptsSince(DateTimeOffset.MinValue, after, Batch);
        foreach (var (_, row) in rows)
        {
            // The serial stands inside: opened once without trust to learn it, then with the directory it names.
            var serial = ReceiptFile.OpenCryptoOnly(row.Bytes, now).Receipt?.DirectorySerial ?? 0;
            if (!directories.TryGetValue(serial, out var directory)) directories[serial] = directory = Directory(reader, serial) ?? latest;
            // What does not count is kept as what it is, whoever said it; and who may say it when was settled by what was in force since sending.
            var opened = directory is null ? ReceiptFile.Open(row.Bytes, null, now) : ReceiptFile.OpenSigned(row.Bytes, directory, now);
            var fault = opened.Verdict.Result != VerdictResult.Passed || opened.Receipt is null ? Cause(opened.Verdict)
                : !Says(opened.Receipt, row) ? "it says something else than its row"
                : row.Counts && latest is not null && !MaySay(reader, opened.Receipt, latest) ? "its issuer may not say it"
                : null;
            if (fault is not null) Wrong(CheckCodes.ReceiptFails, $"receipt {row.ReceiptId}", fault);
        }

        return rows;
    }

    private bool MaySay(IJournalReader reader, Receipt receipt, ExchangeDirectory latest) =>
        _history.MayIssue(reader, receipt, latest, receipt.OriginNode, reader.FindContainer(receipt.Container)?.SentAt ?? DateTimeOffset.MinValue);

    private static bool Says(Receipt receipt, ReceiptRow row) =>
        receipt.ReceiptId == row.ReceiptId && receipt.Kind == row.Kind && receipt.MessageId == row.MessageId && receipt.Recipient == row.Recipient
        && receipt.Container == row.Container && receipt.IssuerNode == row.IssuerNode && receipt.Reason == row.Reason;

    private async Task CheckOctetsAsync(KeptOctets kept, bool deep, ExchangeDirectory? directory, CancellationToken cancel)
    {
        var subject = $"blob {kept.Blob}";
        try
        {
            await using var octets = await blobs.OpenAsync(kept.Blob, cancel).ConfigureAwait(false);
            if (kept.Length is { } length && octets.Length != length)
            {
                Wrong(CheckCodes.BlobLength, subject, $"{octets.Length} octets instead of {length}, container {kept.Digest}");
                return;
            }

            if (!deep) return;
            if (kept.StoredAt is not { } stored)
            {
                if (await kept.DigestAsync(octets, cancel).ConfigureAwait(false) is { } digest && digest != kept.Digest)
                    Wrong(CheckCodes.BlobDigest, subject, $"{digest} instead of {kept.Digest}");
                return;
            }

            // Seals are judged at admission: one that has expired since does not make the octets wrong.
            var opened = directory is null
                ? ContainerFile.Open(octets, limits, directory, stored, cancel)
                : await _history.OpenAsync(journal, octets, limits, directory, stored, cancel).ConfigureAwait(false);
            if (opened.Digest != kept.Digest) Wrong(CheckCodes.BlobDigest, subject, $"{opened.Digest} instead of {kept.Digest}");
            else if (opened.Verdict.Result != VerdictResult.Passed) Wrong(CheckCodes.SealFails, subject, Cause(opened.Verdict));
        }
        catch (BlobException unreadable)
        {
            // Lost or only out of reach: the list says it, read once for all of them.
            _unreadable[kept.Blob] = (kept, unreadable.Message);
        }
    }

    private async Task<int> ListAsync(CancellationToken cancel)
    {
        try
        {
            return await CheckListedAsync(cancel).ConfigureAwait(false);
        }
        catch (BlobException unlisted)
        {
            // What was found until now is worth hours; what could not be read may be lost or not.
            foreach (var (name, (_, message)) in _unreadable) CannotTell($"blob {name}", message);
            CannotTell("blobs", unlisted.Message);
            return 0;
        }
    }

    private async Task<int> CheckListedAsync(CancellationToken cancel)
    {
        var count = 0;
        var unknown = new HashSet<string>(StringComparer.Ordinal);
        var batch = new List<string>(Batch);
        await foreach (var name in blobs.ListAsync(cancel).ConfigureAwait(false))
        {
            count++;
            if (_unreadable.Remove(name, out var reason)) CannotTell($"blob {name}", reason.Message);
            batch.Add(name);
            if (batch.Count < Batch) continue;
            unknown.UnionWith(await UnknownAsync(batch, cancel).ConfigureAwait(false));
            batch.Clear();
        }

        unknown.UnionWith(await UnknownAsync(batch, cancel).ConfigureAwait(false));
        foreach (var name in await StillNeededAsync([.. _unreadable.Keys], cancel).ConfigureAwait(false))
            Wrong(CheckCodes.BlobMissing, $"blob {name}", $"container {_unreadable[name].Kept.Digest}");
        _unreadable.Clear();
        if (unknown.Count > 0) await CheckAgainAsync(unknown, cancel).ConfigureAwait(false);
        return count;
    }

    // What was looked for was needed when this began; its retention may have ended since, hours ago.
    private Task<List<string>> StillNeededAsync(IReadOnlyList<string> names, CancellationToken cancel) =>
        journal.ReadAsync(reader => names.Where(reader.NeedsBlob).ToList(), cancel);

    // An announcement comes before the first octet and goes after the last: what was listed and unknown may only have been on its way out.
    private async Task CheckAgainAsync(HashSet<string> unknown, CancellationToken cancel)
    {
        await foreach (var name in blobs.ListAsync(cancel).ConfigureAwait(false))
        {
            if (unknown.Contains(name)) Wrong(CheckCodes.BlobOrphan, $"blob {name}", null);
        }
    }

    private Task<List<string>> UnknownAsync(IReadOnlyList<string> names, CancellationToken cancel) =>
        journal.ReadAsync(reader => names.Where(name => reader.FindBlobIntent(name) is null).ToList(), cancel);

    private async Task CheckIntentsAsync(CancellationToken cancel)
    {
        var before = time.GetUtcNow() - options.BlobIntent - TimeSpan.FromMinutes(20);
        var left = await journal.ReadAsync(
            reader => reader.AllBlobs().Where(intent => intent.State != BlobIntentState.Committed && intent.At < before).ToList(), cancel)
            .ConfigureAwait(false);
        foreach (var intent in left) Wrong(CheckCodes.IntentLeft, $"blob {intent.Name}", $"{intent.State}, announced {intent.At:u}");
    }

    private ExchangeDirectory? Directory(IJournalReader reader, long? serial)
    {
        var row = serial is { } number ? reader.FindDirectory(number) : reader.LatestDirectory();
        return row is null ? null : DirectoryFile.OpenCryptoOnly(row.Bytes, time.GetUtcNow()).Directory;
    }

    private static string Cause(Verdict verdict)
    {
        var finding = verdict.FirstFailure ?? verdict.AllFindings().FirstOrDefault(found => found.Result == VerdictResult.Indeterminate);
        return finding is null ? verdict.Result.ToString() : $"{finding.Code} {finding.Seen}".TrimEnd();
    }

    private void CannotTell(string subject, string why) => _findings.Add(new CheckFinding(CheckCodes.BlobUnreadable, VerdictResult.Indeterminate, subject, why));

    private void Wrong(string code, string subject, string? seen) => _findings.Add(new CheckFinding(code, VerdictResult.Failed, subject, seen));
}
