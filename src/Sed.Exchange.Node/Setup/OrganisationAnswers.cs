namespace Sed.Exchange.Node.Setup;

/// <summary>An organisation whose mailbox the new node holds.</summary>
/// <param name="Id">Its GUID.</param>
/// <param name="Name">Full name.</param>
/// <param name="ShortName">Short name, or null.</param>
/// <param name="Inn">ИНН, or null.</param>
/// <param name="Ogrn">ОГРН, or null.</param>
/// <param name="SevIndexes">Every индекс СЭВ.</param>
/// <param name="Oktmo">ОКТМО, or null.</param>
/// <param name="Superior">The superior body, or null.</param>
internal sealed record OrganisationAnswers(
    Guid Id, string Name, string? ShortName, string? Inn, string? Ogrn, IReadOnlyList<string> SevIndexes, string? Oktmo, Guid? Superior);
