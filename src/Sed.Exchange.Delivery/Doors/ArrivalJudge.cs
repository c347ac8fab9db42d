using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Clock;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Delivery.Receipts;
using Sed.Exchange.Delivery.Routing;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>
/// What a container from a peer is and what becomes of it for each recipient. The same for one that is judged at the door and for one that was
/// <see cref="HeldRow">held</see> first, so that how long verification takes decides nothing but when.
/// </summary>
internal sealed class ArrivalJudge(GatewayParts parts, DirectoryKeeper directory, DirectoryHistory history, ReceiptDesk desk, ClockWatch clock)
{
    /// <summary>Verifies the octets of a container and, when its seal holds, reads what reception needs of it.</summary>
    /// <param name="octets">All octets.</param>
    /// <param name="known">Digest of all octets when it has been computed from them already, or null.</param>
    /// <param name="carriage">How it came.</param>
    /// <param name="recipients">For whom.</param>
    /// <param name="blob">Where the octets are or will be.</param>
    /// <param name="cancel">Stops the work: <see cref="OperationCanceledException"/>.</param>
    /// <param name="sealsBy">The directory by which the seal is judged; null: the one in force (<see cref="OtherOperatorsAsync"/>).</param>
    public (OpenedContainer Opened, Arrival? Arrival) Examine(
        Stream octets, DigestValue? known, Carriage carriage, IEnumerable<Guid> recipients, string blob, CancellationToken cancel, ExchangeDirectory? sealsBy = null)
    {
        octets.Position = 0;
        var current = directory.Current;
        var opened = ContainerFile.Open(octets, parts.ContainerLimits, sealsBy ?? current, parts.Time.GetUtcNow(), cancel, known);
        if (opened.Verdict.Result != VerdictResult.Passed) return (opened, null);
        var envelope = opened.Envelope!;
        var mine = recipients.Any(recipient => current.FindOrganisation(recipient)?.Node == parts.Identity.NodeId);
        var files = opened.OpenPackage()
            .Select(file => new PackageFile(file.Name, file.Length, () => new InterruptibleStream(file.Open(), cancel)))
            .ToList();

        // A relay does not read packages.
        var facts = mine ? PackageReader.Read(files, parts.PackageLimits).Facts : null;
        var signatures = facts is null ? [] : DocumentJudge.Judge(parts, files, facts, current);
        var row = ContainerRow.Of(envelope, opened.Digest, blob, octets.Length, ReceiptDesk.Milliseconds(parts.Time.GetUtcNow())) with
        {
            Subject = facts?.Subject,
            Path = carriage.Path,
        };
        return (opened, new Arrival(current, row, envelope, facts, [.. signatures.Select(signature => signature.Indication)]));
    }

    /// <summary>Earlier directories that may prove a seal which does not hold by the one in force; none for what nobody may still bring, whoever sealed it.</summary>
    public async Task<IReadOnlyList<ExchangeDirectory>> OtherOperatorsAsync(OpenedContainer opened, CancellationToken cancel) =>
        opened.Verdict.Result == VerdictResult.Passed || (opened.Claims is { } claims && IsPastEveryDeadline(claims.SentAt))
            ? []
            : await parts.Journal.ReadAsync(journal => history.OtherOperators(journal, directory.Current, opened), cancel).ConfigureAwait(false);

    /// <summary>Examines a container of this node's own store, by every directory that may prove its seal.</summary>
    /// <param name="blob">Where its octets lie.</param>
    /// <param name="taken">The digest of what was taken.</param>
    /// <param name="carriage">How it came.</param>
    /// <param name="recipients">For whom.</param>
    /// <param name="cancel">Stops the work: <see cref="OperationCanceledException"/>.</param>
    /// <returns>As <see cref="Examine"/>; damaged: they are no longer the octets that were taken, and nothing may be said of their sender.</returns>
    /// <exception cref="BlobException">They cannot be read.</exception>
    public async Task<(OpenedContainer Opened, Arrival? Arrival, bool IsDamaged)> ExamineStoredAsync(
        string blob, DigestValue taken, Carriage carriage, IReadOnlyList<Guid> recipients, CancellationToken cancel)
    {
        await using var octets = await parts.Blobs.OpenAsync(blob, cancel).ConfigureAwait(false);
        (OpenedContainer Opened, Arrival? Arrival)? examined = null;
        var isDamaged = false;
        await parts.RunLong(() =>
        {
            examined = Examine(octets, known: null, carriage, recipients, blob, cancel);
            isDamaged = examined.Value.Opened.Digest != taken && StoredOctets.HaveChanged(octets, taken);
        }).ConfigureAwait(false);
        var (opened, arrival) = examined!.Value;
        if (isDamaged) return (opened, arrival, true);
        foreach (var earlier in await OtherOperatorsAsync(opened, cancel).ConfigureAwait(false))
        {
            await parts.RunLong(() =>
            {
                if (Examine(octets, known: null, carriage, recipients, blob, cancel, earlier) is (var again, { } proven)) (opened, arrival) = (again, proven);
            }).ConfigureAwait(false);
        }

        return (opened, arrival, false);
    }

    /// <summary>True for a recipient that another node served when the message was sent or shortly before: it may lie in the mailbox there too.</summary>
    public bool MayBeElsewhere(IJournalReader journal, Arrival arrival, Guid recipient) =>
        history.WasServedElsewhere(journal, directory.Current, recipient, arrival.Row.SentAt);

    /// <summary>
    /// True for recipients who may have written from another node, or whose predecessor has: the document that a report is about need not ever come here, and
    /// waiting for it would only keep the report back.
    /// </summary>
    public bool IsDocumentElsewhere(IJournalReader journal, IEnumerable<Guid> recipients)
    {
        var current = directory.Current;
        return recipients.Any(recipient => WasElsewhere(recipient) || current.Organisations.Any(body => body.Successors.Contains(recipient) && WasElsewhere(body.Id)));

        bool WasElsewhere(Guid body) => current.FindOrganisation(body)?.Node != parts.Identity.NodeId
            || history.WasServedElsewhere(journal, current, body, DateTimeOffset.MinValue);
    }

    /// <summary>Our directory is older than the carrier's: by it we might answer for mail of a mailbox that has moved away. Null: it is not.</summary>
    public Problem? Behind(long serial) => serial > directory.Current.Serial
        ? new Problem(ProblemCodes.DirectoryBehind, $"serial {directory.Current.Serial} here, {serial} there") { RetryAfter = TimeSpan.FromSeconds(10) }
        : null;

    /// <summary>
    /// Why this cannot be decided now, though nothing is wrong with the octets: our directory is older than the carrier's, or sentAt lies ahead of our
    /// clock. Null: it can.
    /// </summary>
    public Problem? NotNow(Carriage carriage, Arrival? arrival)
    {
        if (Behind(carriage.DirectorySerial) is { } behind) return behind;
        return arrival is not null && arrival.Row.SentAt > parts.Time.GetUtcNow() + parts.Options.ClockTolerance
            ? new Problem(ProblemCodes.SentAtInFuture, $"{arrival.Row.SentAt:O}") { RetryAfter = TimeSpan.FromMinutes(1) }
            : null;
    }

    /// <summary>
    /// True for what was sealed by a clock that was far ahead, seen by one that is sure. At the door it is not taken; who answers for it already refuses it,
    /// because its deliverBy lies as far ahead. What comes soon is waited for.
    /// </summary>
    public bool IsSealedAhead(Arrival arrival) => clock.SureNow is { } now && arrival.Row.SentAt > now + ClockWatch.WorthWaiting;

    /// <summary>What becomes of it for one recipient, or the problem that keeps this from being said now.</summary>
    /// <param name="carriage">How it came.</param>
    /// <param name="opened">The container.</param>
    /// <param name="arrival">What <see cref="Examine"/> read of it; null: it is refused.</param>
    /// <param name="recipient">The recipient.</param>
    /// <param name="relayed">The Relayed receipt when it goes on: a new one, or the one that was given when it was held.</param>
    /// <param name="mayRelay">False: only what ends here is decided; neither a disposition nor a problem says that it does not.</param>
    public (Disposition? Disposition, Problem? Problem) Decide(
        Carriage carriage, OpenedContainer opened, Arrival? arrival, Guid recipient, Func<ContainerRow, ReceiptRow> relayed, bool mayRelay = true)
    {
        if (arrival is null) return (RefuseUnproven(carriage, opened, opened.Digest, recipient), null);
        if (!arrival.Envelope.Recipients.Contains(recipient)) return (Refuse(arrival, recipient, ReasonCodes.RecipientNotInEnvelope), null);
        if (arrival.Row.DeliverBy <= parts.Time.GetUtcNow())
            return clock.IsSure ? (Refuse(arrival, recipient, ReasonCodes.DeadlinePassed), null) : (null, ClockWatch.NotSure);

        var current = arrival.Directory;
        var organisation = current.FindOrganisation(recipient);
        var reason = organisation is null ? ReasonCodes.RecipientUnknown
            : organisation.ValidTo <= arrival.Row.SentAt ? ReasonCodes.RecipientClosed
            : null;
        var route = organisation is null
            ? new Route.None(ReasonCodes.RecipientUnknown)
            : parts.Router.Next(current, organisation.Node, carriage.Path, arrival.Row.AccessMark);
        if (route is Route.None none) reason ??= none.Reason;
        if (reason is not null) return (Refuse(arrival, recipient, reason), null);

        if (route is not Route.Here && !mayRelay) return (null, null);

        // Whoever sent it here goes by another directory: no reason to refuse anybody's mail, and he keeps it until we agree.
        if (route is Route.Back back) return (null, new Problem(ProblemCodes.Loop, $"the way leads back to {back.Hop} by directory {current.Serial}"));
        if (route is Route.Via via) return (new Disposition.ToHop(recipient, relayed(arrival.Row), via.Hop.Id), null);
        if (current.FindNode(parts.Identity.NodeId) is { } here && NotTakenBy(here, opened, arrival) is { } refused)
            return (Refuse(arrival, recipient, refused), null);
        return (new Disposition.ToMailbox(recipient, desk.Issue(ReceiptKind.Delivered, arrival.Row, recipient, new Statement
        {
            Files = [.. arrival.Envelope.Files.Select(file => file.Digest)],
            DocumentSignatures = arrival.Signatures,
        })), null);
    }

    // What the directory says of this node, the origin could have read there; and what an honest one takes from nobody.
    private static string? NotTakenBy(NodeEntry here, OpenedContainer opened, Arrival arrival) =>
        !here.Formats.Contains(arrival.Row.PackageFormat) ? ReasonCodes.FormatNotAccepted
        : Suite.Of(opened.Seal!) is not { } suite || !here.SuitesAccepted.Contains(suite.Name) ? ReasonCodes.SuiteNotAccepted
        : arrival.Row.Length > here.MaxContainerBytes ? ReasonCodes.TooLarge

        // A node says it to its own, and never through another: an installation that reads the passport alone must not be told so by a stranger.
        : arrival.Facts is { IsMarkedByNode: true } ? ReasonCodes.NodeMark
        : null;

    /// <summary>True when whatever was stored at a time must have ended by now, however long its sender gave it: nobody waits for an answer any more.</summary>
    public bool IsPastEveryDeadline(DateTimeOffset storedAt) => clock.SureNow is { } now && now - storedAt > Envelope.LongestDelivery;

    /// <summary>Refuses octets whose claims are all there is, under their own digest.</summary>
    public Disposition RefuseUnproven(Carriage carriage, OpenedContainer opened, DigestValue digest, Guid recipient) =>
        RefuseUnproven(carriage, opened, digest, recipient, CauseOf(opened.Verdict));

    /// <summary>Refuses octets whose claims are all there is, if there are any, under the digest by which they are known.</summary>
    public Disposition RefuseUnproven(Carriage carriage, OpenedContainer? opened, DigestValue digest, Guid recipient, string reason)
    {
        var origin = opened?.Claims?.SenderNode is { Length: > 0 } claimed ? claimed : carriage.Path[0];
        return new Disposition.Refusal(recipient, desk.Issue(
            ReceiptKind.Refused, carriage.MessageId, digest, carriage.Sender, origin, recipient, new Statement { Reason = reason }));
    }

    /// <summary>Refuses a container whose seal holds.</summary>
    public Disposition.Refusal Refuse(Arrival arrival, Guid recipient, string reason, string? detail = null) =>
        new Disposition.Refusal(recipient, desk.Issue(
            ReceiptKind.Refused, arrival.Row, recipient, new Statement { Reason = reason, Detail = detail }));

    /// <summary>
    /// What the journal changes of dispositions, by recipient. Under a dedupe key by which another container is known: a refusal that names both digests. A
    /// mailbox of which this node had said Delivered in a life it has forgotten, and was told so by a peer that had not the octets: that same receipt, never
    /// another. A receipt is signed before the commit, so the journal is read first and must be looked at again inside.
    /// </summary>
    public async Task<Dictionary<Guid, Disposition>> ReviseAsync(Arrival arrival, IEnumerable<Disposition> dispositions, CancellationToken cancel)
    {
        var found = await parts.Journal.ReadAsync(
            journal => dispositions
                .Where(disposition => disposition is not Disposition.Refusal)
                .Select(disposition => (
                    Disposition: disposition,
                    Holder: ArrivalEntry.HolderOfKey(journal, arrival, disposition),
                    Said: disposition is Disposition.ToMailbox ? desk.FindSaid(journal, ReceiptKind.Delivered, arrival.Row.MessageId, arrival.Row.Digest, disposition.Recipient) : null))
                .ToList(),
            cancel).ConfigureAwait(false);
        var revised = new Dictionary<Guid, Disposition>();
        foreach (var (disposition, holder, said) in found)
        {
            if (holder is not null && holder.Container != arrival.Row.Digest)
                revised[disposition.Recipient] = Refuse(arrival, disposition.Recipient, ReasonCodes.OtherContainerKnown, $"known {holder.Container}, refused {arrival.Row.Digest}");
            else if (said is not null) revised[disposition.Recipient] = new Disposition.ToMailbox(disposition.Recipient, said);
        }

        return revised;
    }

    /// <summary>The answer given for these octets before, or null.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="container">Digest of the octets, computed here.</param>
    /// <param name="sender">The sender, proven or claimed: under a digest that is known it can only be found when it is right.</param>
    /// <param name="messageId">The message, likewise.</param>
    /// <param name="peer">Who asks.</param>
    /// <param name="recipient">The recipient.</param>
    public PastAnswer? FindAnswer(
        IJournalReader journal, DigestValue container, Guid sender, Guid messageId, string peer, Guid recipient)
    {
        if (journal.FindRefusal(container, recipient) is { } refusal) return new PastAnswer.Given(journal.FindReceipt(refusal.ReceiptId)!);
        var held = journal.FindHeld(container, recipient) is { } pending && pending.MessageId == messageId && pending.Sender == sender ? pending : null;
        var delivery = held is null
            ? journal.FindDelivery(Lane.In, sender, messageId, recipient) ?? journal.FindDelivery(Lane.Relay, sender, messageId, recipient)
            : null;
        if (held is null && (delivery is null || delivery.Container != container)) return null;

        // Who had it from here brings it back: its mailbox has moved, and what was said when he gave it says nothing of this time.
        if (delivery is { Lane: Lane.Relay } && delivery.WasHandedTo(peer)) return null;

        // Relayed was given to one hop, which handed over its duty with it; another hop keeps its own.
        var wasGivenTo = held is not null ? held.From : delivery!.Lane == Lane.Relay ? delivery.PreviousHop : peer;
        if (wasGivenTo != peer)
        {
            // Its mailbox has moved here since we passed it on, and who has it now brings it back to where it ends.
            if (delivery is not null && directory.Current.FindOrganisation(recipient)?.Node == parts.Identity.NodeId) return null;
            return new PastAnswer.Withheld(new Problem(ProblemCodes.Loop, "it came here by another node"));
        }

        if (held is not null) return new PastAnswer.Given(journal.FindReceipt(held.ReceiptId)!);
        var kind = delivery!.Lane == Lane.In ? ReceiptKind.Delivered : ReceiptKind.Relayed;
        return new PastAnswer.Given(desk.FindSaid(journal, kind, messageId, container, recipient)!);
    }

    /// <summary>
    /// The answer given before for octets that the peer only names: nobody has computed their digest here, so that it is given again to none but who had brought
    /// them. Null: let the octets come.
    /// </summary>
    public ReceiptRow? FindAnswerToName(IJournalReader journal, DigestValue container, Guid sender, Guid messageId, string peer, Guid recipient)
    {
        var bringer = journal.FindRefusal(container, recipient)?.From
            ?? journal.FindHeld(container, recipient)?.From
            ?? (journal.FindDelivery(Lane.In, sender, messageId, recipient) ?? journal.FindDelivery(Lane.Relay, sender, messageId, recipient))?.PreviousHop;
        return bringer == peer && FindAnswer(journal, container, sender, messageId, peer, recipient) is PastAnswer.Given { Receipt: var said } && said.MessageId == messageId ? said : null;
    }

    private static string CauseOf(Verdict verdict) =>
        (verdict.FirstFailure ?? verdict.AllFindings().FirstOrDefault(finding => finding.Result == VerdictResult.Indeterminate))?.Code
        ?? FindingCodes.NoTrust;
}
