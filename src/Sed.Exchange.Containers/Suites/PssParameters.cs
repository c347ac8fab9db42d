using System.Formats.Asn1;

namespace Sed.Exchange.Containers.Suites;

/// <summary>RSASSA-PSS-params (RFC 8017 appendix A.2.3) with MGF1, the only mask generation function there is.</summary>
/// <param name="Digest">Digest of the message.</param>
/// <param name="Mask">Digest inside MGF1.</param>
/// <param name="SaltLength">Octets of salt; in a key the least number.</param>
internal sealed record PssParameters(DigestAlgorithm Digest, DigestAlgorithm Mask, int SaltLength)
{
    public const string Oid = "1.2.840.113549.1.1.10";

    private const string Mgf1 = "1.2.840.113549.1.1.8";
    private const int DefaultSalt = 20;

    // FIPS 180-4. The two that no suite and no certificate of use has stand here only.
    private static readonly DigestAlgorithm[] Digests = [DigestAlgorithm.Sha1, DigestAlgorithm.Sha224, DigestAlgorithm.Sha256, DigestAlgorithm.Sha384, DigestAlgorithm.Sha512, DigestAlgorithm.Sha512256];

    /// <summary>Finds a digest by its name (<see cref="DigestAlgorithm.Name"/>); null when PSS has it not here.</summary>
    public static DigestAlgorithm? FindDigest(string name) => Array.Find(Digests, digest => digest.Name == name);

    /// <summary>Reads the parameters that stand in an AlgorithmIdentifier; null when they name what is not supported, or are malformed.</summary>
    public static PssParameters? Read(ReadOnlyMemory<byte> parameters)
    {
        try
        {
            var file = new AsnReader(parameters, AsnEncodingRules.BER);
            var fields = file.ReadSequence();
            file.ThrowIfNotEmpty();
            var digest = Field(fields, 0) is { } hash ? Find(hash) : DigestAlgorithm.Sha1;
            var mask = Field(fields, 1) is { } function ? FindMask(function) : DigestAlgorithm.Sha1;
            var salt = DefaultSalt;
            if (Field(fields, 2) is { } length && !length.TryReadInt32(out salt)) return null;
            var trailer = 1;
            if (Field(fields, 3) is { } number && !number.TryReadInt32(out trailer)) return null;
            fields.ThrowIfNotEmpty();
            return digest is null || mask is null || salt < 0 || trailer != 1 ? null : new PssParameters(digest, mask, salt);
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    private static AsnReader? Field(AsnReader fields, int number)
    {
        var tag = new Asn1Tag(TagClass.ContextSpecific, number, isConstructed: true);
        return fields.HasData && fields.PeekTag() == tag ? fields.ReadSequence(tag) : null;
    }

    private static DigestAlgorithm? FindMask(AsnReader field)
    {
        var function = field.ReadSequence();
        return function.ReadObjectIdentifier() == Mgf1 ? Find(function) : null;
    }

    private static DigestAlgorithm? Find(AsnReader field)
    {
        var oid = field.ReadSequence().ReadObjectIdentifier();
        return Array.Find(Digests, digest => digest.Oid == oid);
    }
}
