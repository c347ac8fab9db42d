using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Receipts;

/// <summary>A receipt with its verdict.</summary>
/// <param name="Verdict">What was found.</param>
/// <param name="Receipt">The statement; null unless its signature covers it and is right (trust is the verdict's matter).</param>
public sealed record OpenedReceipt(Verdict Verdict, Receipt? Receipt);
