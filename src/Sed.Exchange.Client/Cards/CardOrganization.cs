namespace Sed.Exchange.Client;

/// <summary><c>Organization</c>, организация.</summary>
public sealed record CardOrganization : CardElement
{
    /// <summary><c>@UID</c>, индекс СЭВ организации: free text (ИНН, a GUID of МЭДО, a code); null when absent.</summary>
    public string? Uid { get; init; }

    /// <summary><c>ShortName</c>, краткое наименование.</summary>
    public required string ShortName { get; init; }

    /// <summary><c>FullName</c>, полное наименование.</summary>
    public string? FullName { get; init; }

    /// <summary><c>INN</c>, ИНН, идентификационный номер налогоплательщика.</summary>
    public string? Inn { get; init; }

    /// <summary><c>OKPO</c>, код ОКПО.</summary>
    public string? Okpo { get; init; }
}
