using System.Text;
using Sed.Exchange.Containers.Zip;

namespace Sed.Exchange.Containers.Foreign.Asic;

/// <summary>
/// The entries of a container by the URIs that name them. Writers differ in what they escape: the URI decoded once and the URI as it stands are both
/// tried, and one that would name two entries names none.
/// </summary>
internal sealed class AsicObjects
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, OutsideObject> _entries = new(StringComparer.Ordinal);

    public AsicObjects(ZipReading zip)
    {
        foreach (var entry in zip.Entries.Where(entry => !entry.IsFolder)) _entries[entry.Name] = new OutsideObject(entry.Name, entry.Size, () => zip.Open(entry));
    }

    /// <summary>The entry of this name, or null.</summary>
    public OutsideObject? Named(string name) => _entries.GetValueOrDefault(name);

    /// <summary>The entry that a URI names, or null: none, or more than one.</summary>
    public OutsideObject? Find(string uri)
    {
        var path = uri.StartsWith('/') ? uri[1..] : uri.StartsWith("./", StringComparison.Ordinal) ? uri[2..] : uri;
        var decoded = Decode(path) is { } name ? Named(name) : null;
        var literal = Named(path);
        if (decoded is null || literal is null) return decoded ?? literal;
        return decoded == literal ? decoded : null;
    }

    /// <summary>For references of signatures.</summary>
    public OutsideObjects AsOutside() => new(Find, isClosed: true);

    private static string? Decode(string path)
    {
        var octets = new List<byte>();
        for (var index = 0; index < path.Length; index++)
        {
            if (path[index] != '%')
            {
                var length = char.IsHighSurrogate(path[index]) && index + 1 < path.Length ? 2 : 1;
                octets.AddRange(Encoding.UTF8.GetBytes(path.Substring(index, length)));
                index += length - 1;
                continue;
            }

            if (index + 2 >= path.Length || !char.IsAsciiHexDigit(path[index + 1]) || !char.IsAsciiHexDigit(path[index + 2])) return null;
            octets.Add(Convert.ToByte(path.Substring(index + 1, 2), 16));
            index += 2;
        }

        try
        {
            return StrictUtf8.GetString([.. octets]);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
