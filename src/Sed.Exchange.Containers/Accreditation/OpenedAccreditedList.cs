using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Accreditation;

/// <summary>A list of accredited authorities as read, or why it is none.</summary>
/// <param name="List">The list; null when it may not be used.</param>
/// <param name="Findings">What was seen.</param>
public sealed record OpenedAccreditedList(AccreditedList? List, IReadOnlyList<Finding> Findings);
