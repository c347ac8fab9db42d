using System.Security.Cryptography;
using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Containers.Evidence;

/// <summary>What can be checked of gathered evidence without this product: which octets it is, and who signed which list.</summary>
/// <param name="Parts">Every part with the SHA-256 of its octets.</param>
/// <param name="Lists">Each revocation list with the certificate, both as entries, whose key signed it; lists whose signer was not gathered are absent.</param>
internal sealed record CapturedProofs(IReadOnlyList<(string Entry, string Sha256)> Parts, IReadOnlyList<(string List, string Issuer)> Lists)
{
    /// <summary>Of the parts by name.</summary>
    public static CapturedProofs Of(IReadOnlyDictionary<string, byte[]> parts)
    {
        var material = CapturedMaterial.Read(parts);
        var lists = new List<(string, string)>();
        foreach (var list in material.Revocation.Lists)
        {
            if (SignatureAlgorithm.Find(list.SignatureAlgorithm) is not { } algorithm) continue;
            var digest = algorithm.Digest.Digest(list.ToBeSigned.Span);
            var signer = material.Certificates.FirstOrDefault(candidate => candidate.Fields.Subject.Equals(list.Issuer) && algorithm.Verify(candidate, digest, list.SignatureValue));
            if (signer is not null) lists.Add(($"{EvidenceLayout.Revocation}{list.Thumbprint}.crl", $"{EvidenceLayout.Chains}{signer.Thumbprint}.pem"));
        }

        return new CapturedProofs([.. parts.OrderBy(part => part.Key, StringComparer.Ordinal).Select(part => (part.Key, Convert.ToHexStringLower(SHA256.HashData(part.Value))))], lists);
    }
}
