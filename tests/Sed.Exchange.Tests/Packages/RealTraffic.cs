using Sed.Exchange.Packages;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Tests.Packages;

/// <summary>The real messages of the shared folder, read in place. Their attachments were never published: empty files stand for them.</summary>
internal static class RealTraffic
{
    /// <summary>The folder of all samples.</summary>
    public static string Samples => SharedFolder.Find("formats", "samples") ?? throw new DirectoryNotFoundException("No shared folder.");

    /// <summary>Every file of one name in the real traffic, sorted by path.</summary>
    public static IReadOnlyList<string> Files(string pattern) =>
        [.. Directory.EnumerateFiles(Path.Combine(Samples, "delo-medo-traffic"), pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    /// <summary>All 45 passports.</summary>
    public static IReadOnlyList<string> Passports() => [.. Files(SevDocInfo.FileName), .. Files(SevReport.FileName)];

    /// <summary>The package around a real passport.</summary>
    public static IReadOnlyList<PackageFile> PackageOf(string passport)
    {
        var octets = File.ReadAllBytes(passport);
        var read = SevReader.Read(octets).Passport ?? throw new InvalidDataException("A real passport cannot be read.");
        return
        [
            .. read.Header.Resources.Select(resource => resource.UniqueName == Path.GetFileName(passport)
                ? TestPackage.File(resource.UniqueName, octets)
                : TestPackage.File(resource.UniqueName, [])),
        ];
    }
}
