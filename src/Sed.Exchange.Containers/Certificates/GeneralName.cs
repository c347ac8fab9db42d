using System.Formats.Asn1;
using System.Text;

namespace Sed.Exchange.Containers.Certificates;

/// <summary>A GeneralName (RFC 5280 section 4.2.1.6).</summary>
/// <param name="Kind">Its form.</param>
/// <param name="Text">Of the three forms that are IA5String, else null.</param>
/// <param name="Octets">Of an iPAddress its octets, else the whole encoded value.</param>
/// <param name="Directory">Of a directoryName, else null.</param>
internal sealed record GeneralName(GeneralNameKind Kind, string? Text, ReadOnlyMemory<byte> Octets, DistinguishedName? Directory)
{
    /// <summary>A mailbox, as the subject's emailAddress attribute has it.</summary>
    public static GeneralName Mailbox(string text) => new(GeneralNameKind.Rfc822Name, text, default, null);

    /// <summary>A name of X.501.</summary>
    public static GeneralName Of(DistinguishedName name) => new(GeneralNameKind.DirectoryName, null, name.Der, name);

    /// <summary>The names of a certificate's subjectAltName; null when it has none.</summary>
    /// <exception cref="AsnContentException">The extension is malformed.</exception>
    public static IReadOnlyList<GeneralName>? AlternativesOf(Certificate certificate)
    {
        if (certificate.Fields.Find(CertificateExtension.SubjectAlternativeName) is not { } value) return null;
        var file = new AsnReader(value, AsnEncodingRules.BER);
        var names = ReadAll(file.ReadSequence());
        file.ThrowIfNotEmpty();
        return names.Count > 0 ? names : throw new AsnContentException("A list of names is empty.");
    }

    /// <summary>Reads to the end.</summary>
    /// <exception cref="AsnContentException">A name is malformed.</exception>
    public static IReadOnlyList<GeneralName> ReadAll(AsnReader list)
    {
        var names = new List<GeneralName>();
        while (list.HasData) names.Add(Read(list));
        return names;
    }

    /// <summary>Reads one.</summary>
    /// <exception cref="AsnContentException">It is malformed.</exception>
    public static GeneralName Read(AsnReader list)
    {
        var tag = list.PeekTag();
        if (tag.TagClass != TagClass.ContextSpecific || !Enum.IsDefined((GeneralNameKind)tag.TagValue)) throw new AsnContentException("A name of an unknown form.");
        var kind = (GeneralNameKind)tag.TagValue;
        switch (kind)
        {
            case GeneralNameKind.Rfc822Name or GeneralNameKind.DnsName or GeneralNameKind.Uri:
                var octets = list.ReadOctetString(tag);
                if (!Ascii.IsValid(octets)) throw new AsnContentException("A name has octets outside of IA5String.");
                return new GeneralName(kind, Encoding.ASCII.GetString(octets), octets, null);
            case GeneralNameKind.IpAddress:
                return new GeneralName(kind, null, list.ReadOctetString(tag), null);
            case GeneralNameKind.DirectoryName:
                var directory = DistinguishedName.Read(list.ReadSequence(tag).ReadEncodedValue());
                return new GeneralName(kind, null, directory.Der, directory);
            default:
                return new GeneralName(kind, null, list.ReadEncodedValue(), null);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Text ?? Directory?.ToString() ?? (Kind == GeneralNameKind.IpAddress && Octets.Length is 4 or 16
        ? new System.Net.IPAddress(Octets.Span).ToString()
        : $"{Kind} {Convert.ToHexStringLower(Octets.Span)}");
}
