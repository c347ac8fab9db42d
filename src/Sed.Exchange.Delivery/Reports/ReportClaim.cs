using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Delivery.Reports;

/// <summary>
/// What a report names of the document it is about, and whose word it is. Every name in it was chosen by somebody: it says nothing about a document
/// that was not sent to the reporter, nor about one whose sender is not told.
/// </summary>
/// <param name="Reporter">The sender of the report, proven by the seal.</param>
/// <param name="Addressees">Its recipients.</param>
/// <param name="InReplyTo">The message it names.</param>
/// <param name="ReturnCode">The return code it copies; null: absent or <c>unknown</c>.</param>
/// <param name="DocumentUid">UID of the document's card.</param>
/// <param name="Subject">Number and date of the document, as <see cref="ContainerRow.Subject"/> has them.</param>
internal sealed record ReportClaim(
    Guid Reporter, IReadOnlyCollection<Guid> Addressees, Guid? InReplyTo, string? ReturnCode, string? DocumentUid, string? Subject)
{
    public static ReportClaim Of(ContainerRow report, IReadOnlyCollection<Guid> addressees) =>
        new(report.Sender, addressees, report.InReplyTo, report.ReturnCode, report.DocumentUid, report.Subject);

    /// <summary>
    /// The delivery of the document to the reporter: by the message named, else by the return code, else by UID with number and date (§10 of the facts).
    /// Of several with one return code the one with the same UID, then the newest. Null: not known here.
    /// </summary>
    public DeliveryRow? FindDocument(IJournalReader journal, ExchangeDirectory directory)
    {
        if (InReplyTo is { } named && Addressed(journal.DeliveriesOf(named), journal, directory) is { } meant) return meant;
        var senders = Told(directory);
        if (ReturnCode is not null && Addressed(journal.DocumentsByReturnCode(Reporter, ReturnCode, senders).OrderByDescending(HasSameUid), journal, directory) is { } coded)
            return coded;
        return DocumentUid is not null && Subject is not null
            ? Addressed(journal.DocumentsByUid(Reporter, DocumentUid, senders).Where(document => document.Subject == Subject), journal, directory)
            : null;
    }

    /// <summary>True when it may be this document: what a report that waits for its document is asked first.</summary>
    public bool MayMean(ContainerRow document) =>
        InReplyTo == document.MessageId
        || (ReturnCode is not null && ReturnCode == document.ReturnCode)
        || (Subject is not null && Subject == document.Subject && HasSameUid(document));

    private bool HasSameUid(ContainerRow document) =>
        DocumentUid is not null && document.DocumentUid is not null && SevIndex.Key(DocumentUid) == SevIndex.Key(document.DocumentUid);

    private DeliveryRow? Addressed(IEnumerable<ContainerRow> documents, IJournalReader journal, ExchangeDirectory directory) =>
        documents.Select(document => Addressed(journal.DeliveriesOf(document.MessageId).Where(delivery => delivery.Sender == document.Sender), journal, directory))
            .FirstOrDefault(delivery => delivery is not null);

    // The origin's delivery first: it is the sender's own.
    private DeliveryRow? Addressed(IEnumerable<DeliveryRow> deliveries, IJournalReader journal, ExchangeDirectory directory) => deliveries
        .Where(delivery => delivery.Recipient == Reporter
            && IsTold(delivery.Sender, directory)
            && journal.FindContainer(delivery.Container) is { Kind: EnvelopeKind.Document })
        .OrderBy(delivery => delivery.Lane)
        .FirstOrDefault();

    /// <summary>Those whose documents it may be about: its addressees, and whose mail they took over.</summary>
    private HashSet<Guid> Told(ExchangeDirectory directory)
    {
        HashSet<Guid> told = [.. Addressees];
        var closed = directory.Organisations.Where(organisation => organisation.Successors.Count == 1).ToList();
        for (var steps = 0; steps < ExchangeDirectory.LongestSuccession && closed.RemoveAll(organisation => told.Contains(organisation.Successors[0]) && told.Add(organisation.Id)) > 0;) steps++;
        return told;
    }

    /// <summary>The report goes to the sender of the document, or to the body that took its mail over.</summary>
    private bool IsTold(Guid sender, ExchangeDirectory directory)
    {
        for (var steps = 0; steps <= ExchangeDirectory.LongestSuccession; steps++)
        {
            if (Addressees.Contains(sender)) return true;
            if (directory.FindOrganisation(sender) is not { Successors: [var successor] }) return false;
            sender = successor;
        }

        return false;
    }
}
