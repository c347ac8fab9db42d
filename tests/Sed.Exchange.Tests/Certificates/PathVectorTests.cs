using System.Globalization;
using System.Text;
using System.Text.Json;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Tests.Certificates;

/// <summary>Certificate paths of others, each with its verdict. Revocation and names of servers are not this
/// module's business: rows that ask for them are played without, which <c>sedx conformance</c> does not claim to be an answer.</summary>
public class PathVectorTests
{
    private static readonly string[] LimboGroups = ["pathlen::", "pathological::", "rfc5280::aki", "rfc5280::ca-as-leaf", "rfc5280::chain-untrusted-root",
        "rfc5280::duplicate-extensions", "rfc5280::intermediate-ca-missing-basic-constraints", "rfc5280::mismatching-signature-algorithm",
        "rfc5280::root-and-intermediate-swapped", "rfc5280::unknown-critical-extension", "rfc5280::validity", "rfc5280::nc::"];

    [SharedFact]
    public void PKITS_paths_without_revocation_get_their_verdicts() => Check(
        SharedVerdicts.Read("vectors", "certpath").Where(row => row["file"].StartsWith("pkits", StringComparison.Ordinal) && !NeedsRevocation(row["reason"])),
        row => (Leaf("certpath", row["file"]), All("certpath", row["intermediates"]), All("certpath", row["trust"])));

    [SharedFact]
    public void Limbo_paths_get_their_verdicts()
    {
        using var document = JsonDocument.Parse(SharedFolder.Read("vectors", "certpath", "limbo.json"));
        var cases = document.RootElement.GetProperty("testcases").EnumerateArray().ToDictionary(test => test.GetProperty("id").GetString()!);
        Check(
            SharedVerdicts.Read("vectors", "certpath").Where(row =>
                LimboGroups.Any(group => row["file"].StartsWith("limbo.json#" + group, StringComparison.Ordinal)) && !IsAboutSomethingElse(row)),
            row =>
            {
                var test = cases[row["file"]["limbo.json#".Length..]];
                return (Pem(test.GetProperty("peer_certificate").GetString()!), Pems(test, "untrusted_intermediates"), Pems(test, "trusted_certs").OfType<Certificate>().ToList());
            });
    }

    private static void Check(
        IEnumerable<IReadOnlyDictionary<string, string>> rows,
        Func<IReadOnlyDictionary<string, string>, (Certificate? Leaf, List<Certificate?> Intermediates, IEnumerable<Certificate?> Anchors)> load)
    {
        var wrong = new List<string>();
        var count = 0;
        foreach (var row in rows)
        {
            count++;
            var (leaf, intermediates, anchors) = load(row);
            var at = DateTimeOffset.Parse(row["at_time"], CultureInfo.InvariantCulture);
            var path = leaf is null ? null : CertificatePath.Build(leaf, intermediates.OfType<Certificate>(), new TrustAnchors(anchors.OfType<Certificate>().ToList(), []), at);

            // A malformed certificate is refused before any path; an outdated algorithm makes the verdict above indeterminate.
            var result = path is null ? VerdictResult.Failed
                : path.Result == VerdictResult.Passed && path.Findings.Any(finding => finding.Result == VerdictResult.Indeterminate) ? VerdictResult.Indeterminate
                : path.Result;
            var right = row["expected"] switch
            {
                "passed" => result == VerdictResult.Passed || NameConstrained(path),
                "failed" => result == VerdictResult.Failed || NotFound(path) || NameConstrained(path),
                "indeterminate" => result == VerdictResult.Indeterminate,
                _ => result is VerdictResult.Passed or VerdictResult.Indeterminate,
            };
            if (!right) wrong.Add($"{row["file"]}: expected {row["expected"]} ({row["reason"]}), got {result} {path?.SubIndication} {string.Join(", ", path?.Findings.Select(f => f.Code + " " + f.Seen) ?? [])}");
        }

        Assert.True(count > 20, $"only {count} rows");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    // No path is not a wrong path (EN 319 102-1: indeterminate), whether the search came to its end or to its limits.
    private static bool NotFound(CertificatePath? path) =>
        path?.Result == VerdictResult.Indeterminate && path.Findings.Any(finding => finding.Code is FindingCodes.PathNotFound or FindingCodes.PathLimit);

    // Name constraints are not supported, and said to be so: "cannot be told" is then the right answer to either expectation.
    private static bool NameConstrained(CertificatePath? path) =>
        path?.Result == VerdictResult.Indeterminate && path.Findings.Any(finding => finding.Code == FindingCodes.PathConstraintUnsupported);

    // A depth that the caller sets, and key identifiers as duties: here the depth is fixed, and identifiers are hints.
    private static bool IsAboutSomethingElse(IReadOnlyDictionary<string, string> row) =>
        row["policy"].Contains("max-chain-depth", StringComparison.Ordinal) || row["file"].EndsWith("intermediate-missing-aki", StringComparison.Ordinal);

    // PKITS 4.4 is about revocation lists, as are two cases of 4.7.
    private static bool NeedsRevocation(string reason) => reason.StartsWith("PKITS 4.4.", StringComparison.Ordinal)
        || reason.Contains("cRLSign", StringComparison.Ordinal) || reason.Contains("Revoked", StringComparison.Ordinal);

    private static Certificate? Leaf(string folder, string file) => Certificate.Parse(SharedFolder.Read("vectors", folder, file));

    private static List<Certificate?> All(string folder, string files) =>
        files.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(file => Leaf(folder, file)).ToList();

    private static Certificate? Pem(string text) => Certificate.Parse(Encoding.ASCII.GetBytes(text));

    private static List<Certificate?> Pems(JsonElement test, string name) => test.GetProperty(name).EnumerateArray().Select(pem => Pem(pem.GetString()!)).ToList();
}
