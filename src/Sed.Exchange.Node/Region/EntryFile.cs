using System.Security.Cryptography;
using System.Text.Json;

namespace Sed.Exchange.Node.Region;

/// <summary>An <see cref="EntryDescription"/> as a file.</summary>
public static class EntryFile
{
    /// <summary>Octets at most: a hundred organisations with their certificates. Stops a parser from being fed a disk.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>Writes an entry.</summary>
    public static byte[] Write(EntryDescription entry) => JsonSerializer.SerializeToUtf8Bytes(entry, DirectoryMaker.DescriptionOptions);

    /// <summary>Reads an entry.</summary>
    /// <exception cref="DirectoryDescriptionException">It is none; says where.</exception>
    public static EntryDescription Read(byte[] file)
    {
        if (file.Length > MaxBytes) throw new DirectoryDescriptionException($"An entry has at most {MaxBytes} octets.");
        try
        {
            var entry = JsonSerializer.Deserialize<EntryDescription>(file, DirectoryMaker.DescriptionOptions);
            if (entry?.Schema != EntryDescription.CurrentSchema) throw new DirectoryDescriptionException($"The schema is not {EntryDescription.CurrentSchema}.");
            return TextsOf(entry).Any(text => text?.Any(char.IsControl) == true)
                ? throw new DirectoryDescriptionException("An entry has no control characters in its names: they would rule the terminal of whoever reads it.")
                : entry;
        }
        catch (JsonException malformed)
        {
            throw new DirectoryDescriptionException($"Not an entry: {malformed.Message}", malformed);
        }
    }

    /// <summary>SHA-256 of the file, lower-case hexadecimal, as <c>sha256sum</c> prints it: what both sides compare by telephone.</summary>
    public static string FingerprintOf(byte[] file) => Convert.ToHexStringLower(SHA256.HashData(file));

    private static IEnumerable<string?> TextsOf(EntryDescription entry) =>
    [
        entry.Node.Id, entry.Node.Url, entry.Node.Parent, .. entry.Node.Formats, .. entry.Node.SuitesAccepted, .. entry.Node.MayRelay,
        .. entry.Organisations.SelectMany(row => (string?[])[row.Name, row.ShortName, row.Inn, row.Ogrn, row.Oktmo, row.Node, .. row.SevIndexes]),
    ];
}
