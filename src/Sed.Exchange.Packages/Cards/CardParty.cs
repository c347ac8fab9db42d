using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Packages.Cards;

/// <summary>
/// An organisation with department and official (организация, подразделение, должностное лицо), or a citizen (гражданин). The plain
/// properties are for showing and matching, trimmed.
/// </summary>
public sealed record CardParty : CardElement
{
    /// <summary>Индекс СЭВ of the organisation; null for a citizen or when the sender gave none.</summary>
    public string? Index => Trim(Organisation?.Organization.Uid);

    /// <summary>Short name of the organisation (краткое наименование); null for a citizen.</summary>
    public string? Name => Trim(Organisation?.Organization.ShortName);

    /// <summary>Department (подразделение).</summary>
    public string? Department => Trim(Organisation?.Department?.Name);

    /// <summary>Name of the official or the citizen (фамилия, имя, отчество).</summary>
    public string? Person => Trim(Organisation?.OfficialPerson?.Fio ?? Citizen?.Fio);

    /// <summary>Post of the official (должность).</summary>
    public string? Post => Trim(Organisation?.OfficialPerson?.Post);

    /// <summary>All that the passport says of an organisation (организация); null for a citizen.</summary>
    public SevContact? Organisation { get; init; }

    /// <summary>All that the passport says of a citizen (гражданин); null for an organisation. Personal data.</summary>
    public SevPrivatePerson? Citizen { get; init; }

    internal static CardParty Of(SevContact contact) => new() { Organisation = contact };

    internal static CardParty? OfOptional(SevContact? contact) => contact is null ? null : Of(contact);

    internal SevContact ToContact() => Organisation ?? throw new InvalidOperationException("An organisation is needed here.");

    private static string? Trim(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
