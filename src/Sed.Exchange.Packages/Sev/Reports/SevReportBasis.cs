namespace Sed.Exchange.Packages.Sev;

/// <summary>What every report needs besides the document it is about.</summary>
/// <param name="MessageId">GUID of the report as a message of its own.</param>
/// <param name="Time">When the report is made; also the time of reception in a report of reception.</param>
/// <param name="Sender">Who reports: the recipient of the document, and its product.</param>
public sealed record SevReportBasis(Guid MessageId, DateTimeOffset Time, SevSender Sender);
