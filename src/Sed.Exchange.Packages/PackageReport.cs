namespace Sed.Exchange.Packages;

/// <summary>One thing that a report says.</summary>
/// <param name="Event">In the words of the timeline.</param>
/// <param name="Kinds">Which reports asked for it is, more than one when it tells of several things at once.</param>
/// <param name="Number">Of a registration: number and date given by the recipient; of an answer: its own. Null: none is told.</param>
public readonly record struct PackageReport(ReportEvent Event, ReportKinds Kinds, PackageNumber? Number = null);
