using System.Security.Cryptography;
using System.Text;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Revocation;

namespace Sed.Exchange.Containers.Evidence;

/// <summary>
/// Certificates, lists and answers among the parts of evidence: named by what they are, so that names cannot lie. Trusted in nothing; whoever judges a path checks them
/// as if they had come from outside.
/// </summary>
/// <param name="Certificates">Certificates of paths.</param>
/// <param name="Revocation">Lists and answers.</param>
public sealed record CapturedMaterial(IReadOnlyList<Certificate> Certificates, RevocationMaterial Revocation)
{
    private const string List = ".crl";
    private const string Answer = ".ocsp";

    /// <summary>Nothing.</summary>
    public static CapturedMaterial None { get; } = new([], RevocationMaterial.None);

    /// <summary>Reads it from parts by name; what is malformed proves nothing and is left out.</summary>
    public static CapturedMaterial Read(IEnumerable<KeyValuePair<string, byte[]>> parts)
    {
        var certificates = new List<Certificate>();
        var revocation = RevocationMaterial.None;
        foreach (var (name, octets) in parts)
        {
            if (name.StartsWith(EvidenceLayout.Chains, StringComparison.Ordinal) && Certificate.Parse(octets) is { } certificate) certificates.Add(certificate);
            else if (name.StartsWith(EvidenceLayout.Revocation, StringComparison.Ordinal) && RevocationMaterial.Read(octets) is { } material) revocation = revocation.With(material);
        }

        return new CapturedMaterial([.. certificates.Distinct()], revocation);
    }

    /// <summary>The parts that it is.</summary>
    public Dictionary<string, byte[]> ToParts()
    {
        var parts = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var certificate in Certificates) parts[$"{EvidenceLayout.Chains}{certificate.Thumbprint}.pem"] = Encoding.ASCII.GetBytes(certificate.ToPem());
        foreach (var list in Revocation.Lists) parts[$"{EvidenceLayout.Revocation}{list.Thumbprint}{List}"] = list.Der.ToArray();
        foreach (var answer in Revocation.Answers) parts[$"{EvidenceLayout.Revocation}{answer.Thumbprint}{Answer}"] = answer.Der.ToArray();
        return parts;
    }

    /// <summary>True: the name is that of what lies under it.</summary>
    internal static bool IsRightlyNamed(string name, byte[] octets)
    {
        if (name.StartsWith(EvidenceLayout.Chains, StringComparison.Ordinal)) return Certificate.Parse(octets) is { } certificate && name == $"{EvidenceLayout.Chains}{certificate.Thumbprint}.pem";
        if (!name.StartsWith(EvidenceLayout.Revocation, StringComparison.Ordinal)) return true;
        var stem = $"{EvidenceLayout.Revocation}{Convert.ToHexStringLower(SHA256.HashData(octets))}";
        return name == stem + List || name == stem + Answer;
    }
}
