using System.Globalization;

namespace Sed.Exchange.Node.Backups;

/// <summary>One line of <c>blobs.list</c>: name, octets and SHA-256 with a blank between them, sorted by name.</summary>
/// <param name="Name">The blob.</param>
/// <param name="Length">Octets.</param>
/// <param name="Sha256">SHA-256, lower-case hexadecimal.</param>
internal sealed record BlobLine(string Name, long Length, string Sha256)
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "blobs.list";

    /// <summary>Reads a list, line by line.</summary>
    /// <exception cref="BackupException">A line is not one.</exception>
    public static IEnumerable<BlobLine> Read(string file)
    {
        foreach (var line in File.ReadLines(file))
        {
            var words = line.Split(' ');
            if (words.Length != 3 || !long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var length))
                throw new BackupException(BackupFault.PartChanged, file);
            yield return new BlobLine(words[0], length, words[2]);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} {Length} {Sha256}");
}
