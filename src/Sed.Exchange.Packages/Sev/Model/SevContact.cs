namespace Sed.Exchange.Packages.Sev;

/// <summary><c>Contact</c>, контакт: an organisation, or a department or an official of it.</summary>
public sealed record SevContact : SevElement
{
    /// <summary><c>Organization</c>, организация.</summary>
    public required SevOrganization Organization { get; init; }

    /// <summary><c>Department</c>, подразделение.</summary>
    public SevDepartment? Department { get; init; }

    /// <summary><c>OfficialPerson</c>, должностное лицо.</summary>
    public SevOfficialPerson? OfficialPerson { get; init; }

    /// <summary><c>Address</c>, почтовые адреса.</summary>
    public IReadOnlyList<SevAddress> Addresses { get; init; } = [];

    /// <summary><c>Econtact</c>, телефоны и электронные адреса.</summary>
    public IReadOnlyList<SevEcontact> Econtacts { get; init; } = [];
}
