namespace Sed.Exchange.Node.Region;

/// <summary>An official who signs documents. Invented: development certificates name nobody.</summary>
/// <param name="Id">File name of the key: lower-case Latin letters, digits, dashes.</param>
/// <param name="Surname">Surname.</param>
/// <param name="GivenName">Given name and patronymic.</param>
/// <param name="Title">Post.</param>
/// <param name="Organisation">The organisation served.</param>
public sealed record PlannedOfficial(string Id, string Surname, string GivenName, string Title, Guid Organisation);
