namespace Sed.Exchange.Containers.Authority;

/// <summary>Compares two organisations by ОГРН, and by ИНН; never by a name.</summary>
internal static class OrganisationNumbers
{
    /// <summary>True: the same. False: others, or numbers that contradict each other. Null: they have no kind of number in common.</summary>
    public static bool? AreSame(string? ogrn, string? inn, string? otherOgrn, string? otherInn)
    {
        var ogrns = ogrn is null || otherOgrn is null ? (bool?)null : ogrn == otherOgrn;
        var inns = inn is null || otherInn is null ? (bool?)null : inn == otherInn;
        if (ogrns == false || inns == false) return false;
        return ogrns ?? inns;
    }

    /// <summary>Both, for the reader of a finding.</summary>
    public static string Shown(string? ogrn, string? inn) => string.Join(", ", new[] { ogrn is null ? null : $"ОГРН {ogrn}", inn is null ? null : $"ИНН {inn}" }.OfType<string>());
}
