namespace Sed.Exchange.Client;

/// <summary>An organisation of the directory, as the API names it.</summary>
/// <param name="Id">Its GUID in the directory.</param>
/// <param name="Name">Its name, for display only: a name never addresses.</param>
public sealed record Party(Guid Id, string? Name);
