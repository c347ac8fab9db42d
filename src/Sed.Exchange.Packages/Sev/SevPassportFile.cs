namespace Sed.Exchange.Packages.Sev;

/// <summary>
/// Which file of a package is the passport. Two names are fixed, <c>DocInfo.xml</c> and <c>Report.xml</c>. Nobody documented the names of
/// the two passports of synchronisation, so those are looked for, by root element, only where no fixed name stands: an attachment
/// that happens to be called <c>SyncInfo.xml</c> never makes a second passport.
/// </summary>
internal static class SevPassportFile
{
    /// <summary>The indexes of the files that are passports.</summary>
    public static IReadOnlyList<int> FindIn(PackageSet set)
    {
        List<int> named = [.. Enumerable.Range(0, set.Files.Count).Where(index => IsFixedName(set.Files[index].Name))];
        return named.Count > 0
            ? named
            : [.. PassportXml.RootsIn(set).Where(found => SevNames.IsSync(found.Root.Name)).Select(found => found.Index)];
    }

    /// <summary>True when a passport may stand in a file of this name; Windows does not tell case apart, so neither does this.</summary>
    public static bool IsNameOf(SevPassport passport, string name) => FixedName(passport) is { } known
        ? name.Equals(known, StringComparison.OrdinalIgnoreCase)
        : !IsFixedName(name);

    /// <summary>The name that such a passport must have; null when any will do.</summary>
    public static string? FixedName(SevPassport passport) => passport switch
    {
        SevDocInfo => SevDocInfo.FileName,
        SevReport => SevReport.FileName,
        _ => null,
    };

    private static bool IsFixedName(string name) =>
        name.Equals(SevDocInfo.FileName, StringComparison.OrdinalIgnoreCase) || name.Equals(SevReport.FileName, StringComparison.OrdinalIgnoreCase);
}
