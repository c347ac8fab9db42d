namespace Sed.Exchange.Packages.Sev;

/// <summary>The forms in which this side writes what it could also read in others (§12 of the facts).</summary>
internal static class SevForms
{
    /// <summary>A GUID as 32 hex digits in lower case; anything else as it is.</summary>
    public static string Id(string id) => Guid.TryParse(id, out var guid) ? SevIndex.Text(guid) : id;

    /// <summary>An extension with its dot; none stays none.</summary>
    public static string Extension(string extension) => extension.Length > 0 && extension[0] != '.' ? "." + extension : extension;
}
