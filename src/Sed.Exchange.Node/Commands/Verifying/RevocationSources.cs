using Sed.Exchange.Containers.Revocation;

namespace Sed.Exchange.Node.Commands.Verifying;

/// <summary>
/// What <c>--crl</c> names: revocation lists (<c>.crl</c>, <c>.pem</c>, <c>.der</c>) and OCSP answers (<c>.ors</c>, <c>.ocsp</c>, <c>.der</c>), as files or in folders. A
/// file that is named must be one; a folder may have others beside, but none that is damaged.
/// </summary>
internal static class RevocationSources
{
    private static readonly string[] Endings = [".crl", ".pem", ".der", ".ors", ".ocsp"];

    /// <summary>Reads them.</summary>
    /// <exception cref="CommandException">One cannot be read, or is neither.</exception>
    public static RevocationMaterial Open(IEnumerable<string> names, CommandSurroundings around)
    {
        var material = RevocationMaterial.None;
        foreach (var file in names.SelectMany(Files))
        {
            if (new FileInfo(file) is { Exists: true, Length: > RevocationList.MaxBytes }) throw new CommandException(around.Words.With("verify.tooLarge", file, RevocationList.MaxBytes));
            material = material.With(RevocationMaterial.Read(around.ReadFile(file)) ?? throw new CommandException(around.Words.With("verify.noRevocation", file)));
        }

        return material;
    }

    private static IEnumerable<string> Files(string name) => Directory.Exists(name)
        ? Directory.EnumerateFiles(name).Where(file => Endings.Contains(Path.GetExtension(file).ToLowerInvariant())).Order(StringComparer.Ordinal)
        : [name];
}
