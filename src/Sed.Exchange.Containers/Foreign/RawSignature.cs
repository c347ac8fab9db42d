using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Containers.Foreign;

/// <summary>The bare signature primitive over a message, without anything around it.</summary>
public static class RawSignature
{
    private static readonly Dictionary<string, SignatureAlgorithm> Algorithms =
        new[] { Suites.DigestAlgorithm.Sha1, Suites.DigestAlgorithm.Sha256, Suites.DigestAlgorithm.Sha384, Suites.DigestAlgorithm.Sha512 }
            .SelectMany(digest => new[] { SignatureAlgorithm.Of(SignatureKind.Rsa, digest), SignatureAlgorithm.Of(SignatureKind.Ecdsa, digest) })
            .Append(SignatureAlgorithm.Of(SignatureKind.Gost, Suites.DigestAlgorithm.Streebog256))
            .Append(SignatureAlgorithm.Of(SignatureKind.Gost, Suites.DigestAlgorithm.Streebog512))
            .ToDictionary(algorithm => algorithm.Name, StringComparer.Ordinal);

    /// <summary>Verifies; null: the algorithm, or the key's curve, is not supported.</summary>
    /// <param name="algorithm">For example <c>rsa-sha256</c>, <c>ecdsa-sha512</c>, <c>gost-2012-256</c>.</param>
    /// <param name="subjectPublicKeyInfo">The key (RFC 5280 section 4.1), DER.</param>
    /// <param name="message">The message.</param>
    /// <param name="signature">The value.</param>
    /// <param name="isFixed">ECDSA only: r‖s of fixed length (IEEE P1363) instead of DER.</param>
    public static bool? Verify(string algorithm, ReadOnlyMemory<byte> subjectPublicKeyInfo, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature, bool isFixed)
    {
        if (!Algorithms.TryGetValue(algorithm, out var known)) return null;
        if (SubjectKey.Read(subjectPublicKeyInfo) is not { } key) return false;
        if (known.UnsupportedOf(key) is not null) return null;
        var digest = known.Digest.Digest(message);
        return isFixed ? known.VerifyXml(key, digest, signature) : known.Verify(key, digest, signature);
    }

    /// <summary>Verifies RSASSA-PSS; null: a digest is not supported.</summary>
    /// <param name="digest">Of the message, for example <c>sha-256</c>.</param>
    /// <param name="maskDigest">Inside MGF1.</param>
    /// <param name="saltLength">Octets of salt, exactly.</param>
    /// <param name="subjectPublicKeyInfo">The key (RFC 5280 section 4.1), DER, with parameters of its own or without.</param>
    /// <param name="message">The message.</param>
    /// <param name="signature">The value.</param>
    public static bool? VerifyPss(
        string digest, string maskDigest, int saltLength, ReadOnlyMemory<byte> subjectPublicKeyInfo, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (Suites.PssParameters.FindDigest(digest) is not { } hash || Suites.PssParameters.FindDigest(maskDigest) is not { } mask) return null;
        if (SubjectKey.Read(subjectPublicKeyInfo) is not { } key) return false;
        return SignatureAlgorithm.OfPss(new Suites.PssParameters(hash, mask, saltLength)).Verify(key, hash.Digest(message), signature);
    }
}
