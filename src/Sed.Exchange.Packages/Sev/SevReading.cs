namespace Sed.Exchange.Packages.Sev;

/// <summary>The result of reading a passport.</summary>
/// <param name="Passport">What was read; null when a fault refuses.</param>
/// <param name="Faults">Everything wrong or unusual, in the order found.</param>
public sealed record SevReading(SevPassport? Passport, IReadOnlyList<PackageFault> Faults)
{
    /// <summary>The passport as a document's; null when it is another one or refused.</summary>
    public SevDocInfo? DocInfo => Passport as SevDocInfo;

    /// <summary>The passport as a report's; null when it is another one or refused.</summary>
    public SevReport? Report => Passport as SevReport;
}
