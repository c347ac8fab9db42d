namespace Sed.Exchange.Packages;

/// <summary>Every code a package can be refused or remarked with. Texts are in the text catalogue of Containers.</summary>
public static class PackageCodes
{
    /// <summary>No file of the package is a passport that any known format has.</summary>
    public const string NoPassport = "SEDX-NO_PASSPORT";
}
