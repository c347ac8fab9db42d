namespace Sed.Exchange.Client;

/// <summary>
/// An organisation with department and official (организация, подразделение, должностное лицо), or a citizen (гражданин). The plain
/// properties are for showing and matching, trimmed.
/// </summary>
public sealed record CardParty : CardElement
{
    /// <summary>Индекс СЭВ of the organisation; null for a citizen or when the sender gave none.</summary>
    public string? Index { get; init; }

    /// <summary>Short name of the organisation (краткое наименование); null for a citizen.</summary>
    public string? Name { get; init; }

    /// <summary>Department (подразделение).</summary>
    public string? Department { get; init; }

    /// <summary>Name of the official or the citizen (фамилия, имя, отчество).</summary>
    public string? Person { get; init; }

    /// <summary>Post of the official (должность).</summary>
    public string? Post { get; init; }

    /// <summary>All that the passport says of an organisation (организация); null for a citizen.</summary>
    public CardContact? Organisation { get; init; }

    /// <summary>All that the passport says of a citizen (гражданин); null for an organisation. Personal data.</summary>
    public CardCitizen? Citizen { get; init; }
}
