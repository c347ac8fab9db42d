namespace Sed.Exchange.Node.Api.Documents;

/// <summary>An organisation that mail can be addressed to.</summary>
/// <param name="Id">Its GUID.</param>
/// <param name="Name">Full name.</param>
/// <param name="ShortName">Short name.</param>
/// <param name="SevIndexes">Every индекс СЭВ by which a package may address it.</param>
/// <param name="Node">The node that holds its mailbox.</param>
/// <param name="Formats">Package formats it takes.</param>
public sealed record DirectoryItem(
    Guid Id, string Name, string? ShortName, IReadOnlyList<string> SevIndexes, string Node, IReadOnlyList<string> Formats);
