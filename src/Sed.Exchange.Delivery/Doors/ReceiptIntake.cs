using Microsoft.Extensions.Logging;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
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

        if (await _parts.Journal.ReadAsync(journal => LeadsBack(journal, peer, opened), cancel).ConfigureAwait(false))
        {
            Log.ReceiptNotTaken(_logger, peer, ProblemCodes.Loop, $"receipt {opened.ReceiptId} for node {opened.OriginNode}");
            return new Problem(ProblemCodes.Loop, $"the way to node {opened.OriginNode} leads back to {peer} by directory {_directory.Current.Serial}");
        }

        await EnterAsync(peer, [(opened, receipt)], cancel).ConfigureAwait(false);
        return null;
    }

    /// <summary>
    /// Opens a receipt and checks its signature and key; nothing of it may be used otherwise. One that was issued by a newer directory than ours is looked at
    /// with that of whoever brought it: its key, or who serves its recipient, may have changed meanwhile. Whether its issuer may say it the ledger decides.
    /// </summary>
    internal async Task<(Receipt? Receipt, Problem? Problem)> OpenAsync(string peer, byte[] file, CancellationToken cancel)
    {
        var (opened, problem) = Open(file, _directory.Current);
        if (opened?.DirectorySerial > _directory.Current.Serial)
        {
            await _directory.CatchUpAsync(peer, opened.DirectorySerial, cancel).ConfigureAwait(false);
            (opened, problem) = Open(file, _directory.Current);
        }

        if (opened is null) return (null, problem);
        if (opened.DirectorySerial > _directory.Current.Serial && (problem is not null || !IsEntitled(opened)))
            return (null, new Problem(ProblemCodes.DirectoryBehind, problem?.Detail) { RetryAfter = TimeSpan.FromSeconds(10) });
        if (problem is null) return (opened, null);

        // A node that is closed is listed no more; what it said while it was stays said.
        if (_directory.Current.FindNode(opened.IssuerNode) is not null) return (null, problem);
        var then = await _parts.Journal.ReadAsync(journal => DirectoryHistory.Find(journal, opened.DirectorySerial), cancel).ConfigureAwait(false);
        return then is not null && Open(file, then) is (not null, null) ? (opened, null) : (null, problem);
    }

    private bool IsEntitled(Receipt receipt) => ReceiptRules.MayIssue(
        receipt.Kind, receipt.IssuerNode, receipt.OriginNode, _directory.Current.FindOrganisation(receipt.Recipient)?.Node);

    /// <summary>By one directory alone. With a problem the receipt is what it claims, and proves nothing.</summary>
    private (Receipt? Receipt, Problem? Problem) Open(byte[] file, ExchangeDirectory directory)
    {
        var opened = ReceiptFile.OpenSigned(file, directory, _parts.Time.GetUtcNow());
        if (opened.Verdict.Result == VerdictResult.Passed && opened.Receipt is not null) return (opened.Receipt, null);
        var cause = opened.Verdict.FirstFailure ?? opened.Verdict.AllFindings().FirstOrDefault(finding => finding.Result == VerdictResult.Indeterminate);
        return (opened.Receipt, new Problem(ProblemCodes.ReceiptInvalid, $"{cause?.Code} {cause?.Seen}".TrimEnd()) { Findings = [.. opened.Verdict.AllFindings()] });
    }

    /// <summary>True when the way on from here leads back to whoever brings it: then he keeps owing it, until the directories agree.</summary>
    private bool LeadsBack(IJournalReader journal, string peer, Receipt receipt)
    {
        if (journal.FindDelivery(Lane.Out, receipt.Sender, receipt.MessageId, receipt.Recipient) is not null) return false;
        var (current, router) = (_directory.Current, _parts.Router);
        return receipt.Kind != ReceiptKind.Relayed
            && ReceiptWay.Target(current, router, receipt.Sender, receipt.OriginNode, peer) is { } target
            && ReceiptWay.Hop(current, router, target) == peer;
    }

    /// <summary>Enters opened receipts in one commit.</summary>
    internal async Task<IReadOnlyList<LedgerEntry>> EnterAsync(
        string peer, IReadOnlyList<(Receipt Receipt, byte[] File)> receipts, CancellationToken cancel)
    {
        var now = ReceiptDesk.Milliseconds(_parts.Time.GetUtcNow());
        var directory = _directory.Current;
        var entries = await _parts.Journal.CommitAsync(
            journal => receipts.Select(item => _ledger.Enter(journal, item.Receipt, item.File, directory, now, peer)).ToList(), cancel)
            .ConfigureAwait(false);
        foreach (var entry in entries)
        {
            var row = entry.Row;
            if (entry.Doubt is { } why)
                Log.ReceiptDoesNotCount(_logger, row.ReceiptId, row.Kind.ToString(), row.IssuerNode, row.MessageId, why);
            else
                Log.ReceiptStored(_logger, row.ReceiptId, row.Kind.ToString(), row.IssuerNode, row.MessageId, entry.Delivery?.State.ToString() ?? (entry.Repeated ? "known" : "elsewhere"));
        }

        _work.Beat();
        return entries;
    }
}
