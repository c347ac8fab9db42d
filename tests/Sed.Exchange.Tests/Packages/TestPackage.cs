using System.Text;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Tests.Packages;

/// <summary>Packages made in memory.</summary>
internal static class TestPackage
{
    public static PackageFile File(string name, byte[] octets) => new(name, octets.Length, () => new MemoryStream(octets, writable: false));

    public static PackageFile File(string name, string text) => File(name, Encoding.UTF8.GetBytes(text));

    public static PackageReading Read(params PackageFile[] files) => PackageReader.Read(files, PackageLimits.Default);

    public static IReadOnlyList<string> Refusals(this PackageReading reading) =>
        [.. reading.Faults.Where(fault => fault.Refuses).Select(fault => fault.Code)];

    public static IReadOnlyList<string> Remarks(this PackageReading reading) =>
        [.. reading.Faults.Where(fault => !fault.Refuses).Select(fault => fault.Code)];
}
