using System.Globalization;
using Sed.Exchange.Packages;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Node.Api.Reports;

/// <summary>
/// Lays out the files of a report as «Дело» does: each signature directly after its file. Which signature belongs to which file is told by the
/// names of the format: <c>имя.pdf.sig</c>, the second <c>имя.pdf.2.sig</c>. Files stand in the order of their names, so that the same files
/// make the same report however a program lists its folder.
/// </summary>
internal static class ReportFiles
{
    private static readonly string[] Endings = [".sig", ".p7s"];

    /// <summary>The layout; null: there are no files.</summary>
    /// <param name="files">The files, names different.</param>
    /// <param name="idOf">GUID of a file by its name.</param>
    public static SevFileLayout? Of(IReadOnlyList<PackageFile> files, Func<string, Guid> idOf)
    {
        if (files.Count == 0) return null;
        var names = files.Select(file => file.Name).ToHashSet(StringComparer.Ordinal);
        var signatures = files.Select(file => file.Name).ToLookup(name => SignedBy(name, names));
        return SevFileLayout.Of(
            SevReport.FileName,
            [.. files.Where(file => SignedBy(file.Name, names) is null).OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => new SevAttachment(
                file.Name, file.Length, idOf(file.Name), [.. signatures[file.Name].OrderBy(NumberOf).Select(name => new SevAttachedSignature(name))]))]);
    }

    // The file that a signature's name leads to; null: it is a file itself, also a signature of a file that is not here, or of a signature.
    private static string? SignedBy(string name, HashSet<string> names)
    {
        if (Endings.FirstOrDefault(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) is not { } ending) return null;
        var stem = name[..^ending.Length];
        if (names.Contains(stem)) return SignedBy(stem, names) is null ? stem : null;
        var dot = stem.LastIndexOf('.');
        return dot > 0 && NumberOf(name) > 1 && names.Contains(stem[..dot]) && SignedBy(stem[..dot], names) is null ? stem[..dot] : null;
    }

    // 1 for «имя.pdf.sig», 2 for «имя.pdf.2.sig».
    private static int NumberOf(string name)
    {
        var stem = name[..name.LastIndexOf('.')];
        return int.TryParse(stem.AsSpan(stem.LastIndexOf('.') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;
    }
}
