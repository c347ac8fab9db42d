namespace Sed.Exchange.Packages.Sev;

/// <summary>A child element of an unknown namespace.</summary>
/// <param name="Child">Name of the list (such as <c>DocumentList</c>) or of the text-only child it stands in; null when it stands in the element itself.</param>
/// <param name="Position">How many children that the format knows stand before it; in an element that is only text, how many characters, and int.MaxValue behind all of them.</param>
/// <param name="Xml">The element with its subtree and the namespace declarations it needs.</param>
public sealed record SevForeignElement(string? Child, int Position, string Xml)
{
    /// <summary>The position without the content, which may be personal.</summary>
    public override string ToString() => $"foreign element after {Position}";
}
