using Microsoft.Extensions.Logging;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Receipts;
using Sed.Exchange.Delivery.Restoring;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>The door for receipts: <c>POST /exchange/v1/receipts</c>. Idempotent; success means durable here and owed onward.</summary>
public sealed class ReceiptIntake
{
    private readonly GatewayParts _parts;
    private readonly DirectoryKeeper _directory;
    private readonly ReceiptLedger _ledger;
    private readonly Pulse _work;
    private readonly Restoration _restoration;
    private readonly ILogger _logger;

    internal ReceiptIntake(GatewayParts parts, DirectoryKeeper directory, ReceiptLedger ledger, Restoration restoration, Pulse work)
    {
        _restoration = restoration;
        _parts = parts;
        _directory = directory;
        _ledger = ledger;
        _work = work;
        _logger = parts.Logging.CreateLogger<ReceiptIntake>();
    }

    /// <summary>Takes a receipt from a peer.</summary>
    /// <returns>Null: durable. Otherwise the problem.</returns>
    /// <exception cref="JournalException">Not durable; the peer keeps owing it.</exception>
    public async Task<Problem?> ReceiveAsync(string peer, byte[] receipt, CancellationToken cancel)
    {
        var (opened, problem) = _restoration.Shut is { } shut ? (null, shut) : await OpenAsync(peer, receipt, cancel).ConfigureAwait(false);
        if (opened is null)
        {
            Log.ReceiptNotTaken(_logger, peer, problem!.Code, problem.Detail);
            return problem;
        }

        await EnterAsync([(opened, receipt)], cancel).ConfigureAwait(false);
        return null;
    }

    /// <summary>
    /// Opens a receipt and checks its signature and issuer; nothing of it may be used otherwise. One that does not hold by an older directory than it was
    /// issued by is looked at again with the newer one of whoever brought it: its key may be one that was added meanwhile.
    /// </summary>
    internal async Task<(Receipt? Receipt, Problem? Problem)> OpenAsync(string peer, byte[] file, CancellationToken cancel)
    {
        var (opened, problem) = Open(file);
        if (problem is null || opened?.DirectorySerial is not { } serial || serial <= _directory.Current.Serial) return (problem is null ? opened : null, problem);
        await _directory.FetchFromAsync(peer, cancel).ConfigureAwait(false);
        (opened, problem) = Open(file);
        if (problem is null) return (opened, null);
        return serial <= _directory.Current.Serial
            ? (null, problem)
            : (null, new Problem(ProblemCodes.DirectoryBehind, problem.Detail) { RetryAfter = TimeSpan.FromSeconds(10) });
    }

    /// <summary>The same by the directory in force alone. With a problem the receipt is what it claims, and proves nothing.</summary>
    internal (Receipt? Receipt, Problem? Problem) Open(byte[] file)
    {
        var opened = ReceiptFile.Open(file, _directory.Current, _parts.Time.GetUtcNow());
        if (opened.Verdict.Result == VerdictResult.Passed && opened.Receipt is not null) return (opened.Receipt, null);
        var cause = opened.Verdict.FirstFailure ?? opened.Verdict.AllFindings().FirstOrDefault(finding => finding.Result == VerdictResult.Indeterminate);
        return (opened.Receipt, new Problem(ProblemCodes.ReceiptInvalid, $"{cause?.Code} {cause?.Seen}".TrimEnd()) { Findings = [.. opened.Verdict.AllFindings()] });
    }

    /// <summary>Enters opened receipts in one commit.</summary>
    internal async Task<IReadOnlyList<LedgerEntry>> EnterAsync(IReadOnlyList<(Receipt Receipt, byte[] File)> receipts, CancellationToken cancel)
    {
        var now = ReceiptDesk.Milliseconds(_parts.Time.GetUtcNow());
        var directory = _directory.Current;
        var entries = await _parts.Journal.CommitAsync(
            journal => receipts.Select(item => _ledger.Enter(journal, item.Receipt, item.File, directory, now)).ToList(), cancel)
            .ConfigureAwait(false);
        foreach (var entry in entries)
        {
            var row = entry.Row;
            if (entry.Doubt is { } why)
                Log.ReceiptDoesNotCount(_logger, row.ReceiptId, row.Kind.ToString(), row.IssuerNode, row.MessageId, why);
            else
                Log.ReceiptStored(_logger, row.ReceiptId, row.Kind.ToString(), row.IssuerNode, row.MessageId, entry.Delivery?.State.ToString() ?? "known");
        }

        _work.Beat();
        return entries;
    }
}
