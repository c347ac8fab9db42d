using Sed.Exchange.Packages.Emchd;

namespace Sed.Exchange.Containers.Authority;

/// <summary>Compares parties of powers of attorney with certificates, and with each other. True: the same; false: not; null: nothing in common to compare.</summary>
internal static class PartyMatch
{
    /// <summary>The party is whom the certificate names: its organisation, or its one person.</summary>
    public static bool? IsNamedBy(CertificateNumbers certificate, EmchdParty party) => party.Organisation is { } organisation
        ? OrganisationNumbers.AreSame(Valid(organisation.Ogrn, RegisterNumbers.IsOgrn), Valid(organisation.Inn, RegisterNumbers.IsInn), certificate.Ogrn, certificate.Inn)
        : AnyPerson(certificate, party.Persons);

    /// <summary>One of the persons is whom the certificate names.</summary>
    public static bool? AnyPerson(CertificateNumbers certificate, IReadOnlyList<EmchdPerson> persons) =>
        Best(persons.Select(person => AreSame(Snils(person.Snils), PersonalInn(person.Inn), certificate.Snils, certificate.PersonalInn)));

    /// <summary>Both parties are the same organisation, or the same person.</summary>
    public static bool? AreSame(EmchdParty one, EmchdParty other)
    {
        if (one.Organisation is { } left && other.Organisation is { } right)
        {
            return OrganisationNumbers.AreSame(
                Valid(left.Ogrn, RegisterNumbers.IsOgrn), Valid(left.Inn, RegisterNumbers.IsInn), Valid(right.Ogrn, RegisterNumbers.IsOgrn), Valid(right.Inn, RegisterNumbers.IsInn));
        }

        if (one.Organisation is not null || other.Organisation is not null) return false;
        return Best(one.Persons.SelectMany(person => other.Persons.Select(candidate =>
            AreSame(Snils(person.Snils), PersonalInn(person.Inn), Snils(candidate.Snils), PersonalInn(candidate.Inn)))));
    }

    /// <summary>The party's organisation is the author.</summary>
    public static bool? IsAuthor(EmchdParty party, DocumentAuthor author) => party.Organisation is { } organisation
        ? OrganisationNumbers.AreSame(Valid(organisation.Ogrn, RegisterNumbers.IsOgrn), Valid(organisation.Inn, RegisterNumbers.IsInn), author.Ogrn, author.Inn)
        : false;

    /// <summary>True before null before false.</summary>
    public static bool? Best(IEnumerable<bool?> results)
    {
        var all = results.ToList();
        return all.Contains(true) ? true : all.Contains(null) || all.Count == 0 ? null : false;
    }

    private static bool? AreSame(string? snils, string? inn, string? otherSnils, string? otherInn)
    {
        var bySnils = snils is null || otherSnils is null ? (bool?)null : snils == otherSnils;
        var byInn = inn is null || otherInn is null ? (bool?)null : inn == otherInn;
        if (bySnils == false || byInn == false) return false;
        return bySnils ?? byInn;
    }

    private static string? Snils(string? text) =>
        Valid(text?.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal), RegisterNumbers.IsSnils);

    private static string? PersonalInn(string? text) => Valid(text, RegisterNumbers.IsPersonalInn);

    private static string? Valid(string? text, Func<string, bool> isRight) => text?.Trim() is { } trimmed && isRight(trimmed) ? trimmed : null;
}
