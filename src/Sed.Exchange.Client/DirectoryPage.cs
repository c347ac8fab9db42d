namespace Sed.Exchange.Client;

/// <summary>Organisations of the directory that match a search.</summary>
/// <param name="Serial">Serial of the directory in force at the node.</param>
/// <param name="Items">The organisations.</param>
public sealed record DirectoryPage(long Serial, IReadOnlyList<DirectoryEntry> Items);
