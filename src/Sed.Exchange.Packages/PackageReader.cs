using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Packages;

/// <summary>Recognises the format of a package by its passport and reads its facts. A new format is one line here.</summary>
public static class PackageReader
{
    private static readonly IReadOnlyList<PackageFormat> Formats =
    [
        new(SevPassportFile.FindIn, SevPackage.ReadFacts),
    ];

    /// <summary>Reads a package. Judgements are values: malformed input never throws; only a failing opener does.</summary>
    public static PackageReading Read(IReadOnlyList<PackageFile> files, PackageLimits limits)
    {
        var faults = new PackageFaultList();
        var facts = ReadFacts(files, limits, faults);
        return new PackageReading(faults.Refuses ? null : facts, faults.ToList());
    }

    private static PackageFacts? ReadFacts(IReadOnlyList<PackageFile> files, PackageLimits limits, PackageFaultList faults)
    {
        if (files.Count > limits.Files)
        {
            faults.Refuse(PackageCodes.TooManyFiles, $"{files.Count} > {limits.Files}");
            return null;
        }

        var set = new PackageSet(files);
        set.CheckNames(faults);
        var passports = (
            from format in Formats
            from index in format.FindPassports(set)
            select (Format: format, Index: index)).ToList();
        if (passports.Count > 1)
        {
            faults.Refuse(PackageCodes.TwoPassports, string.Join(", ", passports.Take(8).Select(passport => $"files[{passport.Index}]")));
            return null;
        }

        if (passports.Count == 0)
        {
            faults.Refuse(SevEdition2010.IsIn(set) ? PackageCodes.Edition2010 : PackageCodes.NoPassport);
            return null;
        }

        return passports[0].Format.ReadFacts(set, passports[0].Index, limits, faults);
    }
}
