using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Node.Api.Documents;
using Sed.Exchange.Node.Json;
using Sed.Exchange.Packages.Cards;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Node.Api.Cards;

/// <summary>Makes cards of deliveries: what the passport says, put together with what the node found and knows.</summary>
public sealed class CardDesk(Gateway gateway, IJournal journal, TimeProvider time)
{
    /// <summary>The card; null: the package has no passport that can be read.</summary>
    /// <param name="item">The delivery.</param>
    /// <param name="content">Its container, opened.</param>
    /// <param name="language"><c>ru</c> or <c>en</c>.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<InboxCard?> MakeAsync(MailboxItem item, MailboxContent content, string language, CancellationToken cancel)
    {
        if (StoredPassport.Read(content.Container) is not { Passport: { } passport } reading) return null;
        var verdicts = new SignatureVerdicts(content.DocumentSignatures, time.GetUtcNow());
        var files = new CardFiles(content.Container.Envelope!.Files, verdicts);
        var card = passport switch
        {
            SevDocInfo document => FromDocument(RegistrationCard.From(document).WithFiles(files.Complete), await FindOwedAsync(item, cancel)),
            SevReport report => FromReport(ReportCard.From(report).WithFiles(files.Complete), await FindOriginalAsync(item, report, cancel)),
            _ => throw new InvalidOperationException(passport.ToString()),
        };

        // Known once the files are complete.
        var findings = reading.Faults.Select(fault => new Finding(fault.Code, VerdictStage.Format, VerdictResult.Passed, fault.Seen))
            .Concat(files.Findings())
            .ToList();
        var directory = gateway.Directory.Current;
        return card(new InboxCard
        {
            Kind = FindingDocument.NameOf(item.Container.Kind),
            DeliveryId = item.Delivery.DeliveryId,
            MessageId = item.Delivery.MessageId,
            Sender = PartyDocument.From(item.Delivery.Sender, directory),
            Recipient = PartyDocument.From(item.Delivery.Recipient, directory),
            SentAt = item.Container.SentAt,
            State = item.Delivery.State.ToString(),
            MadeByNode = item.Container.MadeFrom is not null,
            Seal = SignatureVerdicts.Of(content.Container.Verdict.Signatures[0], content.Container.Verdict.At),
            Message = CardMessage.From(passport.Header),
            OtherDocuments = [],
            Tasks = [],
            Findings = FindingDocument.From(findings, language),
        });
    }

    private static Func<InboxCard, InboxCard> FromDocument(RegistrationCard card, IReadOnlyList<OwedReportDocument> owed) => blank => blank with
    {
        Document = card.Document,
        OtherDocuments = card.OtherDocuments,
        Tasks = card.Tasks,
        OwedReports = card.OwedReports,
        Owed = owed,
        Expansion = card.Expansion,
        Foreign = card.Foreign,
    };

    private static Func<InboxCard, InboxCard> FromReport(ReportCard card, ContainerRow? original) => blank => blank with
    {
        OtherDocuments = card.Documents,
        Tasks = card.Tasks,
        Said = card.Said,
        Expansion = card.Expansion,
        Original = new CardOriginal(card.About.Uid, card.About.Number, card.About.Date, original?.MessageId, original?.ClientReference, original?.SentAt),
    };

    private async Task<IReadOnlyList<OwedReportDocument>> FindOwedAsync(MailboxItem item, CancellationToken cancel) =>
        [.. (await AskedReports.FindAsync(journal, item, time.GetUtcNow(), cancel)).Select(OwedReportDocument.From)];

    // The reader's own message: the envelope names it when the reporter's node knew it, else the return code or the card's UID leads to it.
    private Task<ContainerRow?> FindOriginalAsync(MailboxItem item, SevReport report, CancellationToken cancel) => journal.ReadAsync(
        reader =>
        {
            var own = item.Delivery.Recipient;
            var named = item.Container.InReplyTo is { } id ? reader.ContainersOf(id) : [];
            var byCode = report.Header.FindReturnCode() is { } code ? reader.DocumentsByReturnCode(item.Delivery.Sender, code, [own]) : [];
            var byUid = item.Container.DocumentUid is { } uid
                ? reader.DocumentsByUid(item.Delivery.Sender, uid, [own]).Where(document => document.Subject == item.Container.Subject)
                : [];
            return named.Concat(byCode).Concat(byUid).FirstOrDefault(container => container.Sender == own && container.Kind == EnvelopeKind.Document);
        },
        cancel);
}
