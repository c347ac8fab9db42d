namespace Sed.Exchange.Client;

/// <summary>An executor of a resolution.</summary>
/// <param name="Contact">Who.</param>
/// <param name="Responsible">True: answers for the whole task.</param>
public sealed record ReportExecutor(ReportContact Contact, bool Responsible = false);
