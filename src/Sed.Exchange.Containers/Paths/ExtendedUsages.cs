using System.Formats.Asn1;
using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Containers.Paths;

/// <summary>extKeyUsage (RFC 5280 section 4.2.1.12).</summary>
internal static class ExtendedUsages
{
    public const string Any = "2.5.29.37.0";

    /// <summary>The usages; null: they are not restricted.</summary>
    /// <exception cref="AsnContentException">The extension is malformed.</exception>
    public static IReadOnlyList<string>? Of(Certificate certificate)
    {
        if (certificate.Fields.Find(CertificateExtension.ExtendedKeyUsage) is not { } value) return null;
        var file = new AsnReader(value, AsnEncodingRules.BER);
        var list = file.ReadSequence();
        file.ThrowIfNotEmpty();
        var usages = new List<string>();
        while (list.HasData) usages.Add(list.ReadObjectIdentifier());
        return usages.Count > 0 ? usages : throw new AsnContentException("The list of usages is empty.");
    }

    /// <summary>True when a certificate does not exclude a usage.</summary>
    /// <exception cref="AsnContentException">The extension is malformed.</exception>
    public static bool Allow(Certificate certificate, string usage) => Of(certificate) is not { } usages || usages.Contains(usage) || usages.Contains(Any);
}
