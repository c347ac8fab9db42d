using System.Globalization;
using System.Text;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Containers.Envelopes;

/// <summary>Which names of files a container can carry, and under which entry each lies (DESIGN 3.1).</summary>
public static class FileNames
{
    /// <summary>Folder of all contents.</summary>
    public const string ContentFolder = "content/";

    private const int LongestName = 255;
    private const int LongestEntryOctets = 200;
    private const int LongestExtension = 10;

    /// <summary>ASCII without what file systems or the shell of Windows refuse: <c>" * / : &lt; &gt; ? \ |</c>.</summary>
    private const string PortablePunctuation = " !#$%&'()+,-.;=@[]^_`{}~«»№–—…";

    private static readonly HashSet<string> DeviceNames = new(
        ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(1, 9).SelectMany(i => new[] { $"COM{i}", $"LPT{i}" })],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// True when a package's file name can be carried: 1 to 255 UTF-16 units, no slash, backslash or control character, not <c>.</c>
    /// or <c>..</c>, no character XML does not have. Everything else is kept as it is, octet for octet.
    /// </summary>
    public static bool IsCarryable(string name) =>
        name.Length is > 0 and <= LongestName
        && name is not ("." or "..")
        && !name.Any(c => c is '/' or '\\' or '\uFFFE' or '\uFFFF' || char.IsControl(c))
        && HasOnlyWholeSurrogates(name);

    /// <summary>
    /// The entry of every file, in order: <c>content/</c> and the name when it has at most 200 octets of UTF-8, is portable and unique
    /// among the package's names under canonical composition and case folding; else <c>content/fNNNN.ext</c> with the file's index.
    /// </summary>
    /// <param name="names">Names of the package's files, each <see cref="IsCarryable"/>.</param>
    public static IReadOnlyList<string> EntriesFor(IReadOnlyList<string> names)
    {
        var uses = names.GroupBy(FileNameKey.Of).ToDictionary(group => group.Key, group => group.Count());
        return [.. names.Select((name, index) => IsPortable(name) && uses[FileNameKey.Of(name)] == 1
            ? ContentFolder + name
            : $"{ContentFolder}f{index.ToString("D4", CultureInfo.InvariantCulture)}{PortableExtension(name)}")];
    }

    private static bool IsPortable(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) > LongestEntryOctets) return false;
        if (!name.All(IsPortable)) return false;
        if (name[0] is ' ' or '.' or '-' or '~' || name[^1] is ' ' or '.') return false;
        if (DeviceNames.Contains(name.Split('.')[0].TrimEnd())) return false;
        return !LooksNumbered(name);
    }

    /// <summary>
    /// ASCII, Cyrillic letters of the Slavic languages, Latin letters of western Europe: all composed, none with a twin of another
    /// spelling. A closed list, because the octets of an entry must not depend on a version of Unicode.
    /// </summary>
    private static bool IsPortable(char c) =>
        char.IsAsciiLetterOrDigit(c)
        || PortablePunctuation.Contains(c, StringComparison.Ordinal)
        || c is >= '\u0400' and <= '\u045F' or '\u0490' or '\u0491'
        || c is >= '\u00C0' and <= '\u00FF' and not '\u00D7' and not '\u00F7';

    /// <summary>Names of our own making are taken only by us: f0003.pdf of a package would meet the fourth file's.</summary>
    private static bool LooksNumbered(string name) =>
        name.Length >= 5
        && name[0] is 'f' or 'F'
        && !name.AsSpan(1, 4).ContainsAnyExceptInRange('0', '9')
        && (name.Length == 5 || name[5] == '.');

    private static string PortableExtension(string name)
    {
        var dot = name.LastIndexOf('.');
        var extension = dot < 0 ? "" : name[(dot + 1)..];
        return extension.Length is > 0 and <= LongestExtension && extension.All(char.IsAsciiLetterOrDigit) ? "." + extension.ToLowerInvariant() : "";
    }

    private static bool HasOnlyWholeSurrogates(string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (!char.IsSurrogate(name[i])) continue;
            if (i + 1 == name.Length || !char.IsSurrogatePair(name[i], name[i + 1])) return false;
            i++;
        }

        return true;
    }
}
