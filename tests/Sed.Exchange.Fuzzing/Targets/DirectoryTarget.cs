using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Fuzzing.Seeds;

namespace Sed.Exchange.Fuzzing.Targets;

/// <summary>Directories, trusted by fingerprint: nothing passes but the very octets of a seed.</summary>
internal sealed class DirectoryTarget : FuzzTarget
{
    public override string Name => "directory";

    public override IEnumerable<byte[]> MakeSeeds() => [DirectoryFile.Write(Town.Directory, Town.DirectoryKey, Stand.Noon)];

    public override IReadOnlyList<string> Read(byte[] input) =>
        DirectoryFile.Open(input, Town.DirectoryKey.Certificate.Thumbprint, null, Stand.Noon).Verdict.Result == VerdictResult.Passed ? [Octets.Named("directory", input)] : [];
}
