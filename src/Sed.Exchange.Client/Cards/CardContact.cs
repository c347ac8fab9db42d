namespace Sed.Exchange.Client;

/// <summary><c>Contact</c>, контакт: an organisation, or a department or an official of it.</summary>
public sealed record CardContact : CardElement
{
    /// <summary><c>Organization</c>, организация.</summary>
    public required CardOrganization Organization { get; init; }

    /// <summary><c>Department</c>, подразделение.</summary>
    public CardDepartment? Department { get; init; }

    /// <summary><c>OfficialPerson</c>, должностное лицо.</summary>
    public CardOfficial? OfficialPerson { get; init; }

    /// <summary><c>Address</c>, почтовые адреса.</summary>
    public IReadOnlyList<CardAddress> Addresses { get; init; } = [];

    /// <summary><c>Econtact</c>, телефоны и электронные адреса.</summary>
    public IReadOnlyList<CardEcontact> Econtacts { get; init; } = [];
}
