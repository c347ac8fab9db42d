namespace Sed.Exchange.Client;

/// <summary><c>PrivatePerson</c>, гражданин. Personal data: never in logs, addresses or receipts.</summary>
public sealed record CardCitizen : CardElement
{
    /// <summary><c>@UID</c>, индекс СЭВ гражданина.</summary>
    public string? Uid { get; init; }

    /// <summary><c>FIO</c>, фамилия, имя, отчество.</summary>
    public required string Fio { get; init; }

    /// <summary><c>Sex</c>, пол.</summary>
    public string? Sex { get; init; }

    /// <summary><c>INN</c>, ИНН, идентификационный номер налогоплательщика.</summary>
    public string? Inn { get; init; }

    /// <summary><c>Passport</c>, паспорт гражданина.</summary>
    public CardIdentityPaper? Passport { get; init; }

    /// <summary><c>Address</c>, почтовые адреса.</summary>
    public IReadOnlyList<CardAddress> Addresses { get; init; } = [];

    /// <summary><c>Econtact</c>, телефоны и электронные адреса.</summary>
    public IReadOnlyList<CardEcontact> Econtacts { get; init; } = [];

    /// <summary><c>SNILS</c>, СНИЛС, страховой номер лицевого счёта: at most 14 characters, may be empty.</summary>
    public string? Snils { get; init; }
}
