using System.Globalization;
using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Adapters.Folders;

/// <summary>The <c>.env</c> of a message for an installation, with what «Дело» reads in its input.</summary>
internal static class TransportEnvelope
{
    private const long LargestPassport = 256 * 1024 * 1024;

    /// <summary>Its octets.</summary>
    /// <param name="name">Name of the folder beside it.</param>
    /// <param name="item">The delivery.</param>
    /// <param name="container">Its opened container.</param>
    /// <param name="directory">The directory in force.</param>
    /// <param name="address">Mail address of the installation's channel; null: as the passport has it.</param>
    public static byte[] Of(string name, MailboxItem item, OpenedContainer container, ExchangeDirectory directory, string? address)
    {
        var passport = ReadPassport(container);
        var header = passport switch { SevDocInfo document => document.Header, SevReport report => report.Header, _ => null };
        return SevEnvelopXml.Write(new SevEnvelop
        {
            Address = address ?? AddressOf(header?.Recipient.Contacts, item.Delivery.Recipient, directory),
            MessageDir = name,
            Subject = item.Container.Kind == EnvelopeKind.Report ? SevEnvelop.ReportSubject : SubjectOf(passport as SevDocInfo) ?? item.Container.Subject ?? SevEnvelop.ReportSubject,
            Body = string.Empty,
            Sender = AddressOf(header is null ? null : [header.Sender.Contact], item.Delivery.Sender, directory),

            // A time without a zone would be read in whatever zone the server has.
            ReceiptDate = SevTime.From(item.Delivery.CreatedAt.ToOffset(SevTime.UsualZone)),
        });
    }

    private static string? SubjectOf(SevDocInfo? passport) => passport?.FindMainDocument() is { } document
        ? string.Create(CultureInfo.InvariantCulture, $"№ {document.Registration.Number} от {document.Registration.Date:dd.MM.yyyy} {document.Group?.Text}").TrimEnd()
        : null;

    // An address in СЭВ is what the transport's channels are known by; mail comes next.
    private static string? AddressOf(IReadOnlyList<SevContact>? contacts, Guid organisation, ExchangeDirectory directory)
    {
        var contact = contacts is [var only] ? only : contacts?.FirstOrDefault(candidate =>
            candidate.Organization.Uid is { } index && directory.FindByIndex(index).Any(found => found.Id == organisation));
        return contact?.Econtacts.FirstOrDefault(econtact => econtact.Type == "s")?.Value ?? contact?.Econtacts.FirstOrDefault(econtact => econtact.Type == "e")?.Value;
    }

    private static SevPassport? ReadPassport(OpenedContainer container)
    {
        var files = container.Envelope!.Files;
        for (var index = 0; index < files.Count; index++)
        {
            if (!IsPassport(files[index].Name) || files[index].Size > LargestPassport) continue;
            using var octets = container.OpenFile(index);
            using var all = new MemoryStream((int)files[index].Size);
            octets.CopyTo(all);
            return SevReader.Read(all.ToArray()).Passport;
        }

        return null;
    }

    private static bool IsPassport(string name) =>
        name.Equals(SevDocInfo.FileName, StringComparison.OrdinalIgnoreCase) || name.Equals(SevReport.FileName, StringComparison.OrdinalIgnoreCase);
}
