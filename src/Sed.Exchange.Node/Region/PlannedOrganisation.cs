namespace Sed.Exchange.Node.Region;

/// <summary>An organisation to be made, with a mailbox on a node that holds its seal.</summary>
/// <param name="Id">Identity of the row.</param>
/// <param name="Name">Full name.</param>
/// <param name="ShortName">Short name.</param>
/// <param name="Ogrn">ОГРН, 13 digits.</param>
/// <param name="Inn">ИНН, 10 digits; also its индекс СЭВ.</param>
/// <param name="Oktmo">ОКТМО, or null.</param>
/// <param name="Parent">The superior body, or null.</param>
/// <param name="Node">Id of the node with its mailbox.</param>
public sealed record PlannedOrganisation(
    Guid Id, string Name, string ShortName, string Ogrn, string Inn, string? Oktmo, Guid? Parent, string Node);
