namespace Sed.Exchange.Adapters.Folders;

/// <summary>Something wrong with a folder of an installation.</summary>
/// <param name="Key">Which: <c>out</c>, <c>documents</c>, <c>reports</c>, <c>errors</c>, <c>taken</c>.</param>
/// <param name="Kind">What.</param>
/// <param name="Detail">The folder and what the system said.</param>
public sealed record FolderFault(string Key, FolderFaultKind Kind, string Detail);
