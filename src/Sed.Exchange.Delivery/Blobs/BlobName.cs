using System.Text.RegularExpressions;

namespace Sed.Exchange.Delivery.Blobs;

/// <summary>
/// What a blob's name may be: Latin letters, digits, dashes, single dots, at most 200, beginning with a letter or digit. It is a file's name in one
/// store and a part of a URL in another; a name that could lead elsewhere ends here.
/// </summary>
public static partial class BlobName
{
    /// <summary>What stores add to the name of a file in writing; therefore no blob's own name ends so.</summary>
    public const string PartSuffix = ".part";

    /// <summary>Does nothing for a name.</summary>
    /// <exception cref="ArgumentException">Not a name.</exception>
    public static void Check(string name)
    {
        if (!IsName(name))
            throw new ArgumentException($"Not a blob's name: Latin letters, digits, dashes and dots, 1 to 200, not ending in {PartSuffix}.", nameof(name));
    }

    /// <summary>True for a name.</summary>
    public static bool IsName(string name) => Pattern().IsMatch(name) && !name.EndsWith(PartSuffix, StringComparison.OrdinalIgnoreCase);

    // \z, not $: a dollar would let a trailing newline pass.
    [GeneratedRegex(@"\A[A-Za-z0-9](?:[A-Za-z0-9-]|\.(?!\.)){0,199}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
