using Sed.Exchange.Containers.Authority;
using Sed.Exchange.Packages.Emchd;

namespace Sed.Exchange.Node.Commands.Verifying;

/// <summary>Reads <c>--author</c> and <c>--mchd</c>: whose document it is, and the powers of attorney with their signatures beside them.</summary>
internal static class AuthorityArguments
{
    private const int Most = 8;
    private const int LargestSignature = 1024 * 1024;

    private static readonly string[] SignatureEndings = [".sig", ".p7s", ".sgn"];

    /// <summary>The author by ОГРН or ИНН; null: none is named.</summary>
    /// <exception cref="CommandException">The number is neither.</exception>
    public static IReadOnlyList<DocumentAuthor>? Author(string? number, CommandSurroundings around) => number is null ? null
        : DocumentAuthor.Named(number) is { } author ? [author]
        : throw new CommandException(around.Words.With("error.value", "--author", number));

    /// <summary>The powers of attorney; what is wrong inside one is a finding, not an error here.</summary>
    /// <exception cref="CommandException">A file cannot be read, or is too large to be one.</exception>
    public static IReadOnlyList<AttachedPower> Powers(IReadOnlyList<string> files, CommandSurroundings around)
    {
        if (files.Count > Most) throw new CommandException(around.Words.With("error.value", "--mchd", files[Most]));
        return [.. files.Select(file => Power(file, around))];
    }

    private static AttachedPower Power(string file, CommandSurroundings around)
    {
        var signature = SignatureEndings.Select(ending => file + ending).FirstOrDefault(File.Exists);
        return new AttachedPower(
            Path.GetFileName(file), Read(file, EmchdLimits.Default.Bytes, around), signature is null ? null : Path.GetFileName(signature), signature is null ? null : Read(signature, LargestSignature, around));
    }

    private static byte[] Read(string file, int limit, CommandSurroundings around) => new FileInfo(file) is { Exists: true } known && known.Length > limit
        ? throw new CommandException(around.Words.With("verify.tooLarge", file, limit))
        : around.ReadFile(file);
}
