using Sed.Exchange.Fuzzing.Seeds;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Fuzzing.Targets;

/// <summary>Passports of packages (СЭВ), as they come from any installation.</summary>
internal sealed class PassportTarget : FuzzTarget
{
    public override string Name => "passport";

    public override IEnumerable<byte[]> MakeSeeds() => [PassportSeeds.Letter()];

    public override IReadOnlyList<string> Read(byte[] input)
    {
        PackageReader.Read(
            [
                new PackageFile("DocInfo.xml", input.Length, () => new MemoryStream(input, writable: false)),
                new PackageFile("letter.pdf", Stand.Letter.Length, () => new MemoryStream(Stand.Letter, writable: false)),
            ],
            PackageLimits.Default);
        return [];
    }
}
