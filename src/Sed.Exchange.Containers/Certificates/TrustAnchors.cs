namespace Sed.Exchange.Containers.Certificates;

/// <summary>Certificates trusted as ends of paths: the contents of the trust folder.</summary>
/// <param name="Anchors">Trusted.</param>
/// <param name="Intermediates">Not trusted by themselves, used to build paths.</param>
public sealed record TrustAnchors(IReadOnlyList<Certificate> Anchors, IReadOnlyList<Certificate> Intermediates)
{
    /// <summary>Nothing: every path ends nowhere.</summary>
    public static TrustAnchors Empty { get; } = new([], []);

    /// <summary>
    /// Reads one file of a trust folder: a certificate in DER, any number in PEM, or a PKCS#7 bundle (.p7b, DER or PEM).
    /// Self-signed certificates become anchors, others intermediates. Null when the file holds no certificate or a malformed one.
    /// </summary>
    public static TrustAnchors? Read(ReadOnlySpan<byte> file)
    {
        if (CertificateBundle.Read(file) is not { } known) return null;
        return new TrustAnchors(known.Where(IsSelfSigned).ToList(), known.Where(certificate => !IsSelfSigned(certificate)).ToList());
    }

    /// <summary>All of several files.</summary>
    public static TrustAnchors Merge(IEnumerable<TrustAnchors> parts)
    {
        var list = parts.ToList();
        return new TrustAnchors(
            list.SelectMany(part => part.Anchors).Distinct().ToList(),
            list.SelectMany(part => part.Intermediates).Distinct().ToList());
    }

    // An algorithm that is not supported cannot be checked; who put such a root into the folder has decided.
    private static bool IsSelfSigned(Certificate certificate) => certificate.IsSelfIssued
        && (SignatureAlgorithm.Find(certificate.Fields.SignatureAlgorithm) is not { } algorithm || algorithm.UnsupportedOf(certificate.Key) is not null || certificate.IsSignedBy(certificate, algorithm));
}
