using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Node.Api.Reports;

/// <summary>What a report is about and who says it.</summary>
/// <param name="Item">The document in the mailbox.</param>
/// <param name="Passport">Its passport.</param>
/// <param name="Reporter">The recipient, who reports.</param>
/// <param name="Contacts">Contacts as this reporter names them.</param>
/// <param name="Until">Until when the sender wants reports; null: it asked for none.</param>
internal sealed record ReportSubject(MailboxItem Item, SevDocInfo Passport, Organisation Reporter, ReportContacts Contacts, DateTimeOffset? Until);
