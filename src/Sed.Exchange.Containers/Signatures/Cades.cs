using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Containers.Signatures;

/// <summary>CAdES-BES of our own objects: detached, DER, one SignerInfo, signing-certificate-v2 (ETSI EN 319 122-1).</summary>
public static class Cades
{
    /// <summary>Signs content by its digest, which must be of the key's suite.</summary>
    public static byte[] Sign(SigningKey key, DigestValue content, DateTimeOffset signingTime) => throw new NotImplementedException();

    /// <summary>Reads and checks; malformed input is a finding, not an exception. References: one, with an empty URI.</summary>
    public static ReadSignature Read(ReadOnlySpan<byte> file) => throw new NotImplementedException();
}
