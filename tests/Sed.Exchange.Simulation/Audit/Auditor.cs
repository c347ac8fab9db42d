using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Delivery.Receipts;
using Sed.Exchange.Simulation.People;
using Sed.Exchange.Simulation.Region;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Simulation.Audit;

/// <summary>Judges a region when all has been said: what each disk holds, against what was promised (DESIGN section 4).</summary>
internal sealed class Auditor(SimulatedRegion region)
{
    // A dispatcher that slept looks again within half a minute of real time; here within its longest sleep, and a commit may meet a pause.
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(15);

    // A receipt that is owed onward, by a few nodes one after the other.
    private static readonly TimeSpan OnTheWay = TimeSpan.FromHours(12);

    // What purges took counts too: it was promised all the same.
    private readonly Dictionary<string, MemoryDisk> _disks = region.Nodes.ToDictionary(node => node.Id, node => node.Everything, StringComparer.Ordinal);

    /// <summary>Judges everything.</summary>
    public void Judge()
    {
        foreach (var installation in region.Installations)
        {
            foreach (var letter in installation.Letters) JudgeLetter(letter);
            foreach (var (home, receipt) in installation.Given.Where(given => !given.Home.WasRestored)) JudgeGiven(home.Id, receipt);
        }

        foreach (var node in region.Nodes) JudgeNode(node);
        JudgeReceipts();
        ReportAudit.Judge(region);
    }

    // Promises 1 and 2: what was acknowledged is there, and has ended.
    private void JudgeLetter(Letter letter)
    {
        if (letter.Accepted is not { } accepted)
        {
            if (!letter.IsRefused) region.Violate($"letter {letter.Id} was never taken");
            return;
        }

        // By who heard it.
        if (!region.Node(letter.Home!).WasRestored) foreach (var receipt in accepted.Receipts) JudgeGiven(letter.Home!, receipt);

        if (region.MayBeForgotten(accepted.Container.MessageId)) return;
        var disk = _disks[letter.Home!];
        foreach (var recipient in letter.Recipients)
        {
            var delivery = disk.Deliveries.Values.FirstOrDefault(row =>
                row.Lane == Lane.Out && row.MessageId == accepted.Container.MessageId && row.Sender == letter.Sender
                && (row.Recipient == recipient || row.Recipient == region.Administrator.SuccessorOf(recipient)));
            if (delivery is null) region.Violate($"message {accepted.Container.MessageId} was acknowledged for {recipient} and is lost");
        }
    }

    // What an installation holds in its hands is what the node keeps, to the last octet.
    private void JudgeGiven(string home, ReceiptRow given)
    {
        if (!_disks[home].Receipts.TryGetValue(given.ReceiptId, out var kept) || !kept.Bytes.AsSpan().SequenceEqual(given.Bytes))
            region.Violate($"{home}: receipt {given.Kind} {given.ReceiptId} was given to an installation and is not what is kept");
    }

    private void JudgeNode(SimulatedNode node)
    {
        var disk = _disks[node.Id];
        foreach (var row in disk.Deliveries.Values)
        {
            if (row.Lane == Lane.Out) JudgeOutgoing(node, row);
            else if (row.Lane == Lane.In) JudgeInbound(node, row);
            else if (row.State is DeliveryState.Queued) region.Violate($"{node.Id}: message {row.MessageId} for {row.Recipient} still waits to be relayed: {row.LastError}");
        }

        // Its own repairs are no excuse: each says that something went wrong that nobody may do to it.
        foreach (var line in disk.Events.Where(line => line is { Kind: EventKinds.Alarm, Detail: not null }))
        {
            if ((line.Detail!.StartsWith("stuck ", StringComparison.Ordinal) && !node.WasRestored)
                || line.Detail.StartsWith($"held and not verified: {ProblemCodes.NotDurable}: ", StringComparison.Ordinal))
                region.Violate($"{node.Id}: {line.Detail}");
        }

        foreach (var row in disk.Held.Values) region.Violate($"{node.Id}: message {row.MessageId} for {row.Recipient} is still held: {row.LastError}");
        foreach (var row in disk.Owed.Values) region.Violate($"{node.Id}: receipt {row.ReceiptId} is still owed to {row.ToNode}: {row.LastError}");
        if (disk.Directories.Keys.Last() < region.Administrator.Last.Serial) region.Violate($"{node.Id}: goes by directory {disk.Directories.Keys.Last()} still");
        node.Receiver?.Judge();
        JudgeWarnings(node);
        JudgeDamage(node);
        JudgeBlobs(node);
        node.JudgeLeft();
    }

    private void JudgeOutgoing(SimulatedNode node, DeliveryRow row)
    {
        JudgeFollowed(node, row);
        var what = $"{node.Id}: message {row.MessageId} for {row.Recipient}";
        var disk = _disks[node.Id];
        var told = disk.Events.Where(line =>
            line.Organisation == row.Sender && line.MessageId == row.MessageId && line.Counterpart == row.Recipient && line.ReceiptId is not null).ToList();
        int Count(ReceiptKind kind) => told.Count(line => line.Kind == kind.ToString());

        if (Count(ReceiptKind.Accepted) != 1) region.Violate($"{what}: its sender was told {Count(ReceiptKind.Accepted)} times that it is accepted");
        var ends = told.Where(line => line.Kind is nameof(ReceiptKind.Delivered) or nameof(ReceiptKind.Refused) or nameof(ReceiptKind.Undelivered)).ToList();
        if (ends.Count == 0)
        {
            region.Violate($"{what}: its sender was told no end; {row.State}, {row.LastError}");
            return;
        }

        // Two relays may each refuse what they hold; nobody says anything twice.
        if (ends.GroupBy(line => (line.Kind, disk.Receipts[line.ReceiptId!.Value].IssuerNode)).Any(kind => kind.Count() > 1)) region.Violate($"{what}: its sender was told an end twice");
        if (row.State is DeliveryState.Queued or DeliveryState.Sent) region.Violate($"{what}: has not ended: {row.State}");
        if (Count(ReceiptKind.Delivered) > 0 && row.State is DeliveryState.Undelivered or DeliveryState.Refused)
            region.Violate($"{what}: was delivered and is {row.State}");

        // By deliverBy and ten minutes, which may be over when a clock that was set back writes it; a node that was down or full then tells it as soon as it can.
        var due = row.DeliverBy + region.Plan.Options[node.Id].UndeliveredGrace;
        if (told.Find(line => line.Kind == nameof(ReceiptKind.Accepted)) is { } accepted && node.Told.TryGetValue(accepted.ReceiptId!.Value, out var taken) && taken > due) due = taken;
        due = node.Troubles.Excuse(due, Late);
        var at = node.Ended[(row.MessageId, row.Recipient)];
        if (at > due + Late && !WasTakenBy(node, row, due + Late)) region.Violate($"{what}: its sender was told the end {at - due} too late");

        // Whatever the clock said: nobody may say too late before it was, unless another wrong clock bore it out.
        var tooLate = told.FirstOrDefault(line => line.Kind == nameof(ReceiptKind.Undelivered) && line.Detail == ReasonCodes.NoProofOfDelivery);
        if (tooLate is not null && node.Told.TryGetValue(tooLate.ReceiptId!.Value, out var said) && said < row.DeliverBy && !node.Misled.Contains(tooLate.ReceiptId.Value))
            region.Violate($"{what}: Undelivered was said {row.DeliverBy - said} before it was due");

        // Before it was too late its sender was told that it would be, while something could still be done. By clocks that jump nobody knows when that was.
        var options = region.Plan.Options[node.Id];
        var quarter = (row.DeliverBy - row.CreatedAt) / 4;
        var warned = node.Troubles.Excuse(row.DeliverBy - (options.WarnLate < quarter ? options.WarnLate : quarter), Late) + Late;
        if (tooLate is not null && warned < at && region.Plan.Weather.ClockJump == 0 && !node.WasRestored && !region.Plan.IsPurging
            && !disk.Events.Any(line => line.Kind == EventKinds.DeliveryLate && line.DeliveryId == row.DeliveryId))
            region.Violate($"{what}: is Undelivered, and its sender was not warned");

        // Where nodes hang elsewhere its only way may lead back: then a relay refuses it in the end (decision 0029).
        if ((row.State == DeliveryState.Undelivered || (row.State == DeliveryState.Refused && region.Plan.Changes.Count == 0)) && MustArrive(node, row))
            region.Violate($"{what}: is {row.State} after a day of calm: {row.LastError}");

        // The origin hears a refusal after it was said.
        foreach (var early in told.Where(line => line.Kind == nameof(ReceiptKind.Refused) && line.Detail == ReasonCodes.DeadlinePassed && region.Plan.Weather.ClockJump == 0))
        {
            if (node.Told.TryGetValue(early.ReceiptId!.Value, out var heard) && heard < row.DeliverBy) region.Violate($"{what}: is refused {row.DeliverBy - heard} before its time is over");
        }

        // What the recipient's node says became of it must be known to the sender.
        // A mailbox that moved may hold it at both places, when nobody heard the first; what each was told is true.
        var inbound = _disks.Values.SelectMany(disk => disk.Deliveries.Values)
            .Where(candidate => candidate.Lane == Lane.In && candidate.MessageId == row.MessageId && candidate.Sender == row.Sender && candidate.Recipient == row.Recipient)
            .ToList();
        if (inbound.Count == 0)
        {
            if (Count(ReceiptKind.Delivered) > 0) region.Violate($"{what}: Delivered was said and it is not there");
            return;
        }

        if (inbound.Count > 1 && region.Administrator.IsSettled(row.Recipient)) region.Violate($"{what}: lies in {inbound.Count} mailboxes");
        if (Count(ReceiptKind.Delivered) == 0) region.Violate($"{what}: lies in the mailbox and its sender has no Delivered");
        var became = inbound.Any(copy => copy.State == DeliveryState.Collected) ? DeliveryState.Collected
            : inbound.Any(copy => copy.State == DeliveryState.Declined) ? DeliveryState.Declined
            : (DeliveryState?)null;
        if (became is not null && row.State != became && !WasPurgedBefore(node, row, inbound)) region.Violate($"{what}: is {became} and its sender knows {row.State}");
    }

    // A sender that has moved hears at its new node what was said since its origin knew of it. By clocks that jump nobody can tell what was said since.
    private void JudgeFollowed(SimulatedNode node, DeliveryRow row)
    {
        var disk = _disks[node.Id];
        var home = region.Administrator.Last.FindOrganisation(row.Sender)!.Node;
        if (home == node.Id || region.Plan.Weather.ClockJump > 0 || region.MayBeForgotten(row.MessageId)) return;
        if (disk.Directories.Values.FirstOrDefault(taken => taken.Serial >= region.Administrator.SettledSince(row.Sender)) is not { } directory) return;
        var known = directory.At + Late;
        foreach (var receipt in ReceiptLedger.CountedOf(row, disk.Receipts.Values.Where(receipt => receipt.MessageId == row.MessageId && receipt.Recipient == row.Recipient)))
        {
            if (receipt.Kind is ReceiptKind.Accepted or ReceiptKind.Relayed || receipt.IssuedAt < known || receipt.StoredAt < known) continue;
            if (!_disks[home].Events.Any(line => line.Organisation == row.Sender && line.ReceiptId == receipt.ReceiptId))
                region.Violate($"{home}: the sender of message {row.MessageId} has moved here and was never told {receipt.Kind} {receipt.ReceiptId}");
        }
    }

    // What was settled when its sender's node knew nothing of it any more.
    private bool WasPurgedBefore(SimulatedNode node, DeliveryRow row, List<DeliveryRow> inbound) =>
        node.PurgedAt(row.DeliveryId) is { } purged && inbound.Where(copy => copy.State is DeliveryState.Collected or DeliveryState.Declined)
            .All(copy => copy.StateSince + OnTheWay > purged || region.Plan.Weather.ClockJump > 0);

    // Who had a day when nothing went wrong any more has no reason not to: clocks that were wrong before, and octets that a disk had changed, may be one; damaged
    // letters also fill a short queue until their time is over.
    private bool MustArrive(SimulatedNode node, DeliveryRow row) =>
        region.Plan.Weather.ClockJump == 0
        && row.DeliverBy >= Keys.Start + region.Plan.Trouble + TimeSpan.FromDays(1)
        && !region.Nodes.Any(other => _disks[other.Id].Containers.Values.Any(copy => copy.Digest == row.Container && other.Flipped.Contains(copy.Blob)))
        && !(region.Plan.Options[node.Id].QueueBytesPerDestination < new DeliveryOptions().QueueBytesPerDestination && region.Nodes.Any(other => other.Flipped.Count > 0))
        && !region.MayBeForgotten(row.MessageId);

    // What the installation said may be heard before the Delivered that proves it (docs/message-life.md): its sender knows then, nobody may say Undelivered, and the proof is asked for
    // again until the lines let it through. Only in time: who hears it later should have heard an end before.
    private bool WasTakenBy(SimulatedNode node, DeliveryRow row, DateTimeOffset time) => _disks[node.Id].Receipts.Values.Any(receipt =>
        receipt.Counts && receipt.MessageId == row.MessageId && receipt.Recipient == row.Recipient && receipt.Container == row.Container
        && receipt.Kind is ReceiptKind.Collected or ReceiptKind.Declined && node.Told.TryGetValue(receipt.ReceiptId, out var told) && told <= time);

    private void JudgeInbound(SimulatedNode node, DeliveryRow row)
    {
        var what = $"{node.Id}: message {row.MessageId} for {row.Recipient}";
        if (row.State is not (DeliveryState.Collected or DeliveryState.Declined)) region.Violate($"{what}: was never fetched: {row.State}");
        else if (!region.Installations.Any(installation => installation.Id == row.Recipient && installation.Asked.Contains((row.Sender, row.MessageId, row.State))))
            region.Violate($"{what}: is {row.State}, and its installation never said so");
        var container = _disks[node.Id].Containers.Values.FirstOrDefault(candidate => candidate.Digest == row.Container);
        var origin = container is null ? null : _disks[container.OriginNode].Containers.Values.FirstOrDefault(candidate => candidate.Digest == row.Container);
        if (container is { ContentPurgedAt: not null } && region.Plan.IsPurging)
        {
            if (origin is null) region.Violate($"{what}: nobody sent it");
            return;
        }

        if (container is null || node.Disk.Blobs.GetValueOrDefault(container.Blob) is not { } octets) region.Violate($"{what}: has no container");
        else if (origin is null) region.Violate($"{what}: nobody sent it");
        else if (origin.ContentPurgedAt is null && !octets.AsSpan().SequenceEqual(region.Node(container.OriginNode).Disk.Blobs[origin.Blob]) && !node.Flipped.Contains(container.Blob)
            && !region.Node(container.OriginNode).Flipped.Contains(origin.Blob))
            region.Violate($"{what}: is another container");
    }

    // What stands still is told once, however often the node died meanwhile.
    private void JudgeWarnings(SimulatedNode node)
    {
        foreach (var told in _disks[node.Id].Events
            .Where(line => line.Kind is EventKinds.DeliveryLate or EventKinds.Uncollected or EventKinds.Poison or EventKinds.ReportOverdue)
            .GroupBy(line => (line.Kind, line.DeliveryId, line.Organisation, Of: line.Kind == EventKinds.ReportOverdue ? line.Detail!.Split(' ')[0] : null)))
        {
            if (told.Count() > 1) region.Violate($"{node.Id}: {told.Key.Kind} {told.Key.Of} of delivery {told.Key.DeliveryId} was told {told.Count()} times");
        }

        // Once; where lines of the feed live for hours, whoever repeats a receipt has it told again.
        foreach (var told in _disks[node.Id].Events.Where(line => !region.Plan.IsPurging && line is { Organisation: not null, ReceiptId: not null, DeliveryId: null }).GroupBy(line => (line.Organisation, line.ReceiptId)))
        {
            if (told.Count() > 1) region.Violate($"{node.Id}: receipt {told.Key.ReceiptId} was told {told.Count()} times to a sender that has moved here");
        }

        foreach (var row in _disks[node.Id].Deliveries.Values.Where(row => row.WarnAt is not null && row.State is DeliveryState.Collected or DeliveryState.Declined))
            region.Violate($"{node.Id}: delivery {row.DeliveryId} has ended and is to be warned of");
    }

    // Octets that changed on a disk and were refused for it: an administrator was told, and only there.
    private void JudgeDamage(SimulatedNode node)
    {
        var journal = _disks[node.Id];
        foreach (var refused in journal.Refusals.Values.Where(row => journal.Receipts[row.ReceiptId].Reason == ReasonCodes.StoredDamaged))
        {
            if (refused.PurgedAt is not null) continue;
            if (refused.Blob is not { } blob || !node.Flipped.Contains(blob)) region.Violate($"{node.Id}: message {refused.MessageId} is refused as damaged here, and is not");
            else if (!journal.Events.Any(line => line.Kind == EventKinds.Alarm && line.MessageId == refused.MessageId && line.Detail!.Contains(blob, StringComparison.Ordinal)))
                region.Violate($"{node.Id}: nobody was told that blob {blob} has changed");
        }
    }

    // What lies on the disk is referred to; what is referred to lies there.
    private void JudgeBlobs(SimulatedNode node)
    {
        var journal = node.Disk.Journal;
        var named = journal.Containers.Values.Where(row => row.ContentPurgedAt is null).Select(row => row.Blob).Concat(journal.Refusals.Values.Select(row => row.Blob).OfType<string>()).ToHashSet(StringComparer.Ordinal);
        foreach (var name in named)
        {
            if (node.Disk.Blobs.GetValueOrDefault(name) is null) region.Violate($"{node.Id}: blob {name} is not there");
        }

        foreach (var name in node.Disk.Blobs.Keys)
        {
            if (!named.Contains(name)) region.Violate($"{node.Id}: blob {name} is nobody's");
        }
    }

    // Written again here, so that a mistake in the rule itself is seen.
    private bool MayIssue(ReceiptRow receipt) => receipt.Kind switch
    {
        ReceiptKind.Accepted or ReceiptKind.Undelivered => _disks[receipt.IssuerNode].Deliveries.Values
            .Any(row => row.Lane == Lane.Out && row.Container == receipt.Container && row.Recipient == receipt.Recipient),
        ReceiptKind.Delivered or ReceiptKind.Collected or ReceiptKind.Declined =>
            region.Administrator.HasServed(receipt.IssuerNode, receipt.Recipient),
        _ => true,
    };

    // By the last directory, which lists every key that ever signed.
    private void JudgeSignature(ReceiptRow receipt, string what)
    {
        var opened = ReceiptFile.OpenSigned(receipt.Bytes, region.Administrator.Last, region.Turns.Now);
        if (opened.Verdict.AllFindings().FirstOrDefault(finding => finding.Result is VerdictResult.Failed) is { } fault) region.Violate($"{what} counts, and its signature does not: {fault.Code} {fault.Seen}");
    }

    // Promise 4: what was signed once is not signed again, and who signed it knows it.
    private void JudgeReceipts()
    {
        var known = new Dictionary<Guid, ReceiptRow>();
        var said = new Dictionary<string, Guid>(StringComparer.Ordinal);

        // Where keys change; everywhere else it would cost a tenth of the time.
        var read = new HashSet<Guid>();
        var areSignaturesRead = region.Administrator.HasSeveralKeys;
        foreach (var (node, disk) in _disks)
        {
            foreach (var receipt in disk.Receipts.Values)
            {
                var what = $"receipt {receipt.Kind} {receipt.ReceiptId} of {receipt.IssuerNode} at {node}";
                if (known.TryGetValue(receipt.ReceiptId, out var same) && !same.Bytes.AsSpan().SequenceEqual(receipt.Bytes))
                    region.Violate($"{what} has other octets elsewhere");
                if (areSignaturesRead && receipt.Counts && read.Add(receipt.ReceiptId)) JudgeSignature(receipt, what);
                known[receipt.ReceiptId] = receipt;
                if (!receipt.Counts) continue;
                if (!MayIssue(receipt)) region.Violate($"{what} counts, and its issuer may not say it");
                if (!_disks[receipt.IssuerNode].Receipts.ContainsKey(receipt.ReceiptId)) region.Violate($"{what} is unknown to its issuer");
                var statement = $"{receipt.Kind} {receipt.IssuerNode} {receipt.Container} {receipt.Recipient}";
                if (said.TryGetValue(statement, out var first) && first != receipt.ReceiptId) region.Violate($"{what} says again what {first} says");
                said[statement] = receipt.ReceiptId;
            }
        }
    }
}
