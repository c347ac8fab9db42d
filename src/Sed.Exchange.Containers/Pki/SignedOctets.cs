using System.Formats.Asn1;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Containers.Pki;

/// <summary>What certificates, requests, revocation lists and OCSP answers share: the octets, the algorithm, the signature over the octets.</summary>
internal static class SignedOctets
{
    /// <summary>Signs a digest of the suite's algorithm.</summary>
    public delegate byte[] Signer(ReadOnlySpan<byte> digest);

    /// <summary>Signs, and writes the SEQUENCE of three.</summary>
    /// <param name="suite">Of the key.</param>
    /// <param name="sign">The key.</param>
    /// <param name="octets">What is signed, one encoded value.</param>
    /// <param name="certificates">The certificates after them that OCSP answers have; null: no such field.</param>
    public static byte[] Write(Suite suite, Signer sign, byte[] octets, IReadOnlyList<Certificate>? certificates = null)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(octets);
            WriteAlgorithm(writer, suite);
            writer.WriteBitString(suite.ToCmsValue(sign(suite.Digest(octets).Value)));
            if (certificates is not null)
            {
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true)))
                using (writer.PushSequence())
                {
                    foreach (var certificate in certificates) writer.WriteEncodedValue(certificate.Der);
                }
            }
        }

        return writer.Encode();
    }

    /// <summary>The AlgorithmIdentifier of the suite's signatures outside of CMS.</summary>
    public static void WriteAlgorithm(AsnWriter writer, Suite suite)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(suite.Identifiers.SignatureOid);
            if (suite.Identifiers.NullParameters) writer.WriteNull();
        }
    }
}
