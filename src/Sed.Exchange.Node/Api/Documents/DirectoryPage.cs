namespace Sed.Exchange.Node.Api.Documents;

/// <summary>Organisations found in the directory.</summary>
/// <param name="Serial">Serial of the directory in force.</param>
/// <param name="Items">The organisations.</param>
public sealed record DirectoryPage(long Serial, IReadOnlyList<DirectoryItem> Items);
