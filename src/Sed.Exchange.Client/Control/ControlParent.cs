namespace Sed.Exchange.Client;

/// <summary>The task that another stands under.</summary>
/// <param name="Giver">Who gave it.</param>
/// <param name="Uid">Its id at the giver.</param>
/// <param name="Kind"><c>Document</c>, <c>Resolution</c> or <c>Point</c>.</param>
/// <param name="Number">Number of the point, or of the document.</param>
/// <param name="Text">What is to be done, shortened.</param>
/// <param name="Deadline">Until and including which day.</param>
public sealed record ControlParent(Party Giver, string Uid, string Kind, string? Number, string? Text, DateOnly? Deadline);
