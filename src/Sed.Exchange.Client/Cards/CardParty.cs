namespace Sed.Exchange.Client;

/// <summary>An organisation with department and official, or a citizen. The plain properties are for showing and matching, trimmed.</summary>
public sealed record CardParty : CardElement
{
    /// <summary>Индекс СЭВ of the organisation; null for a citizen or when the sender gave none.</summary>
    public string? Index { get; init; }

    /// <summary>Short name of the organisation; null for a citizen.</summary>
    public string? Name { get; init; }

    /// <summary>Department.</summary>
    public string? Department { get; init; }

    /// <summary>Фамилия, имя, отчество of the official or the citizen.</summary>
    public string? Person { get; init; }

    /// <summary>Post of the official.</summary>
    public string? Post { get; init; }

    /// <summary>All that the passport says of an organisation; null for a citizen.</summary>
    public CardContact? Organisation { get; init; }

    /// <summary>All that the passport says of a citizen; null for an organisation. Personal data.</summary>
    public CardCitizen? Citizen { get; init; }
}
