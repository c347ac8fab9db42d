using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Sed.Exchange.Containers.Paths;
using Sed.Exchange.Containers.Revocation;

namespace Sed.Exchange.Node.Commands.Conformance.Operations;

/// <summary>The conditions of a row of <c>verify-path</c>.</summary>
/// <param name="Policy">As a policy.</param>
/// <param name="NotUnderstood">The first condition that is not known here, or null.</param>
internal sealed record PathConditions(PathPolicy Policy, string? NotUnderstood)
{
    // Who said the verdict, how strictly, and where lists and answers are: nothing to be asked of a path.
    private static readonly string[] Silent = ["path", "strictness", "crl", "ocsp"];

    private static readonly Dictionary<string, string> Usages = new(StringComparer.Ordinal)
    {
        ["serverAuth"] = "1.3.6.1.5.5.7.3.1",
        ["clientAuth"] = "1.3.6.1.5.5.7.3.2",
        ["codeSigning"] = "1.3.6.1.5.5.7.3.3",
        ["emailProtection"] = "1.3.6.1.5.5.7.3.4",
        ["timeStamping"] = "1.3.6.1.5.5.7.3.8",
        ["OCSPSigning"] = "1.3.6.1.5.5.7.3.9",
    };

    /// <summary>Reads them.</summary>
    public static PathConditions Read(VectorRow row)
    {
        var policy = PathPolicy.Usual;
        string? unknown = null;
        foreach (var condition in row.Policy)
        {
            var cut = condition.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = cut < 0 ? (condition, "true") : (condition[..cut], condition[(cut + 1)..]);
            if (Silent.Contains(name)) continue;
            if (Apply(policy, name, value, row.File) is { } next) policy = next;
            else unknown ??= condition;
        }

        return new PathConditions(policy, unknown);
    }

    private static PathPolicy? Apply(PathPolicy policy, string name, string value, string file) => name switch
    {
        "purpose" when value == "ca" => policy with { MustBeAuthority = true },
        "peer-name" => policy with { PeerName = value },
        "revocation" when value == "off" => policy,
        "revocation" when value == "required" => policy with { Revocation = RevocationDemand.Required },
        "max-chain-depth" when int.TryParse(value, CultureInfo.InvariantCulture, out var depth) => policy with { MaxIntermediates = depth },
        "key-usage" when KeyUsages(value) is { } bits => policy with { KeyUsages = policy.KeyUsages | bits },
        "eku" when Usage(value) is { } usage => policy with { Usages = [.. policy.Usages.Append(usage).Distinct()] },
        // x509-limbo reads RFC 5280 by the letter, issuing included, and in one part the rules of web servers. Among these it asks for common names that
        // are alternative ones in the cases about that, and has others in those that are about something else.
        "limbo-kind" => policy with
        {
            MatchCommonNames = file.Contains("#webpki::cn::", StringComparison.Ordinal),
            Profile = ProfileOf(file),
            Usages = value == "server" && policy.Usages.Count == 0 ? [Usages["serverAuth"]] : policy.Usages,
        },
        // The inputs of RFC 5280 section 6.1.1, as it and PKITS call them.
        "user-initial-policy-set" or "initial-policy-set" when value == "any-policy" => policy,
        "user-initial-policy-set" or "initial-policy-set" when value.Split(',') is var oids && oids.All(IsOid) => policy with { Policies = oids },
        "initial-explicit-policy" when bool.TryParse(value, out var flag) => policy with { RequireExplicitPolicy = flag },
        "initial-policy-mapping-inhibit" when bool.TryParse(value, out var flag) => policy with { InhibitPolicyMapping = flag },
        "initial-any-policy-inhibit" or "initial-inhibit-any-policy" when bool.TryParse(value, out var flag) => policy with { InhibitAnyPolicy = flag },
        _ => null,
    };

    // Its cases from BetterTLS and from live servers are about paths and names alone.
    private static CertificateProfile ProfileOf(string file) => file[(file.IndexOf('#', StringComparison.Ordinal) + 1)..].Split("::")[0] switch
    {
        "webpki" => CertificateProfile.Web,
        "bettertls" or "online" => CertificateProfile.Usual,
        _ => CertificateProfile.Strict,
    };

    // As RFC 5280 section 4.2.1.3 names the bits.
    private static X509KeyUsageFlags? KeyUsages(string value) => value switch
    {
        "contentCommitment" => X509KeyUsageFlags.NonRepudiation,
        "cRLSign" => X509KeyUsageFlags.CrlSign,
        _ => Enum.TryParse<X509KeyUsageFlags>(value, ignoreCase: true, out var bits) && bits != X509KeyUsageFlags.None && value.All(char.IsAsciiLetter) ? bits : null,
    };

    private static string? Usage(string value) => Usages.GetValueOrDefault(value) ?? (IsOid(value) ? value : null);

    private static bool IsOid(string text) => text.Contains('.', StringComparison.Ordinal) && text.All(character => char.IsAsciiDigit(character) || character == '.');
}
