namespace Sed.Exchange.Packages.Sev;

/// <summary>A file that is to travel in a message.</summary>
/// <param name="UniqueName">Its name in the message, unique there, with extension: <c>Имя[1].doc</c> or <c>Имя.doc</c>.</param>
/// <param name="Octets">Its length.</param>
/// <param name="Uid">GUID of the file.</param>
/// <param name="Signatures">Its detached signatures, in the order of signing.</param>
public sealed record SevAttachment(string UniqueName, long Octets, Guid Uid, IReadOnlyList<SevAttachedSignature> Signatures)
{
    /// <summary>The name people see: without the mark <c>[n]</c> before the extension.</summary>
    public string Description => SevFile.DescriptionOf(UniqueName);
}
