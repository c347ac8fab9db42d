namespace Sed.Exchange.Containers.Suites;

/// <summary>What a suite's algorithms are called in the formats that carry signatures.</summary>
/// <param name="DigestOid">Digest in CMS; written without parameters (RFC 5754 section 2, R 1323565.1.025).</param>
/// <param name="CmsSignatureOid">SignerInfo.signatureAlgorithm as we write it.</param>
/// <param name="SignatureOid">Signature with digest, in X.509; in CMS it is accepted beside <paramref name="CmsSignatureOid"/>.</param>
/// <param name="NullParameters">True when the signature's AlgorithmIdentifier carries NULL (RSA, RFC 3279 section 2.2.1).</param>
/// <param name="XmlDigest">DigestMethod URI, or null when the suite signs no XML.</param>
/// <param name="XmlSignature">SignatureMethod URI, or null when the suite signs no XML.</param>
internal sealed record SuiteIdentifiers(
    string DigestOid,
    string CmsSignatureOid,
    string SignatureOid,
    bool NullParameters,
    string? XmlDigest,
    string? XmlSignature);
