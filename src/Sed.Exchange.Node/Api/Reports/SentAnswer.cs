using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Node.Api.Reports;

/// <summary>An answer that was sent through this node.</summary>
/// <param name="Document">Its card, as its passport has it.</param>
/// <param name="SentAt">When it was sealed.</param>
internal sealed record SentAnswer(SevDocument Document, DateTimeOffset SentAt);
