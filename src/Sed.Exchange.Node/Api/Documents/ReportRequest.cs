namespace Sed.Exchange.Node.Api.Documents;

/// <summary>What became of a document in the installation's registry; the node writes the report.</summary>
/// <param name="Event"><c>Registered</c> or <c>RegistrationRefused</c>.</param>
/// <param name="Number">Registration number; with Registered.</param>
/// <param name="Date">Registration date; with Registered.</param>
/// <param name="Reason">Why it was refused; with RegistrationRefused.</param>
public sealed record ReportRequest(string Event, string? Number = null, DateOnly? Date = null, string? Reason = null);
