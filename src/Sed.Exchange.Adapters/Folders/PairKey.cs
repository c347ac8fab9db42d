using System.Security.Cryptography;
using System.Text;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Adapters.Folders;

/// <summary>
/// By what a pair is known again whose passport gives its message no id: by its name and all its octets. Neither changes while it lies in the outbox, so a
/// crash between the commit and the move sends it once; other octets under the name are another message.
/// </summary>
internal static class PairKey
{
    /// <summary>The key, about a hundred characters; null: the package has an id of its own, which serves, or is no package.</summary>
    /// <exception cref="PairChangedException">A file changed.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static string? Of(WaitingPair pair, IReadOnlyList<PackageFile> files, FolderOptions options)
    {
        if (PackageReader.Read(files, options.Package).Facts is not { MessageId: null }) return null;
        var rows = new StringBuilder();
        foreach (var file in files.OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            // The length in front: no two packages have the same rows, whatever their names are.
            using var octets = file.Open();
            rows.Append(Hex(SHA256.HashData(octets))).Append(' ').Append(file.Name.Length).Append(' ').Append(file.Name).Append('\n');
        }

        return $"folder:{pair.Name.ToUpperInvariant()}:{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(rows.ToString())))}";
    }

    private static string Hex(byte[] digest) => Convert.ToHexStringLower(digest);
}
