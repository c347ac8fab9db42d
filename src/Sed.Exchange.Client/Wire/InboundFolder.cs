using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Sed.Exchange.Client.Wire;

/// <summary>Writes files of a package into a folder. Names come from outside: one that could leave the folder is not written.</summary>
internal static class InboundFolder
{
    private const string Sha256 = "sha-256:";
    private const int MaxOctets = 255;
    private const int MaxEnding = 11;

    public static async Task<string> WriteAsync(string folder, InboundFile file, Download download, CancellationToken cancel)
    {
        if (file.Name is "" or "." or ".." || file.Name.IndexOfAny(['/', '\\', ':', '\0']) >= 0)
        {
            throw new InvalidDataException($"File {file.Index} has a name that cannot be used in a folder; open it with OpenFileAsync.");
        }

        var path = Path.Combine(folder, NameIn(file));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long length;
        try
        {
            await using var output = new FileStream(path, FileMode.Create, FileAccess.Write);
            await download.WriteAsync(output, piece => hash.AppendData(piece.Span), () => hash.GetHashAndReset(), cancel).ConfigureAwait(false);
            length = output.Position;
        }
        catch
        {
            // Half a file must not look like one.
            File.Delete(path);
            throw;
        }

        var right = length == file.Size
            && (file.Digest?.StartsWith(Sha256, StringComparison.Ordinal) != true
                || file.Digest.AsSpan(Sha256.Length).SequenceEqual(Convert.ToHexStringLower(hash.GetHashAndReset())));
        if (right) return path;
        File.Delete(path);
        throw new InvalidDataException($"File {file.Index} did not arrive as announced ({length} of {file.Size} octets); download it again.");
    }

    // 255 letters are a name on Windows; file systems of Linux count octets, and Cyrillic letters have two.
    private static string NameIn(InboundFile file)
    {
        if (OperatingSystem.IsWindows() || Encoding.UTF8.GetByteCount(file.Name) <= MaxOctets) return file.Name;
        var ending = Path.GetExtension(file.Name);
        return $"f{file.Index.ToString("D4", CultureInfo.InvariantCulture)}{(ending.Length <= MaxEnding && ending.All(c => c == '.' || char.IsAsciiLetterOrDigit(c)) ? ending : "")}";
    }
}
