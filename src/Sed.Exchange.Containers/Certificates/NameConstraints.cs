using System.Formats.Asn1;

namespace Sed.Exchange.Containers.Certificates;

/// <summary>nameConstraints (RFC 5280 section 4.2.1.10): the spaces within which, and outside of which, names of later certificates lie.</summary>
/// <param name="Permitted">Bases of permittedSubtrees.</param>
/// <param name="Excluded">Bases of excludedSubtrees.</param>
internal sealed record NameConstraints(IReadOnlyList<GeneralName> Permitted, IReadOnlyList<GeneralName> Excluded)
{
    private static readonly Asn1Tag PermittedTag = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag ExcludedTag = new(TagClass.ContextSpecific, 1, isConstructed: true);
    private static readonly Asn1Tag MinimumTag = new(TagClass.ContextSpecific, 0);

    /// <summary>Reads the extension; null when the certificate has none.</summary>
    /// <exception cref="AsnContentException">It is malformed, or has distances, which nobody may use (minimum over 0, maximum).</exception>
    public static NameConstraints? Of(Certificate certificate)
    {
        if (certificate.Fields.Find(CertificateExtension.NameConstraints) is not { } value) return null;
        var file = new AsnReader(value, AsnEncodingRules.BER);
        var fields = file.ReadSequence();
        file.ThrowIfNotEmpty();
        var permitted = Subtrees(fields, PermittedTag);
        var excluded = Subtrees(fields, ExcludedTag);
        fields.ThrowIfNotEmpty();
        if (permitted is null && excluded is null) throw new AsnContentException("The name constraints are empty.");
        return new NameConstraints(permitted ?? [], excluded ?? []);
    }

    private static List<GeneralName>? Subtrees(AsnReader fields, Asn1Tag tag)
    {
        if (!fields.HasData || fields.PeekTag() != tag) return null;
        var names = new List<GeneralName>();
        var list = fields.ReadSequence(tag);
        while (list.HasData)
        {
            var subtree = list.ReadSequence();
            names.Add(GeneralName.Read(subtree));
            if (subtree.HasData && subtree.PeekTag() == MinimumTag && !subtree.ReadInteger(MinimumTag).IsZero) throw new AsnContentException("A subtree has a minimum.");
            subtree.ThrowIfNotEmpty();
        }

        return names.Count > 0 ? names : throw new AsnContentException("A list of subtrees is empty.");
    }
}
