using System.Text;
using System.Text.Json;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Node.Commands.Conformance.Operations;

/// <summary>
/// <c>verify-path</c>: a certificate path at a time. Conditions that are not looked at here yet (revocation, names of servers, extended usages) can
/// only make a path worse: what fails without them is answered, what would pass is not.
/// </summary>
internal sealed class VerifyPath : VectorOperation
{
    private static readonly string[] NotLookedAt = ["crl", "peer-name", "eku", "max-chain-depth", "limbo-kind", "evaluate"];

    public override string Name => "verify-path";

    public override VectorAnswer Answer(VectorFolder folder, VectorRow row, DateTimeOffset now)
    {
        var (leaf, others, anchors) = row.File.Contains('#', StringComparison.Ordinal) ? Case(folder, row.File) : Files(folder, row);
        if (leaf is null) return new VectorAnswer(VectorAnswerKind.Failed, "no certificate");
        var path = CertificatePath.Build(leaf, others, new TrustAnchors(anchors, []), row.AtTime ?? now);

        // An outdated algorithm makes the verdict above a path indeterminate.
        var result = path.Result == VerdictResult.Passed && path.Findings.Any(finding => finding.Result == VerdictResult.Indeterminate) ? VerdictResult.Indeterminate : path.Result;
        var answer = SignatureAnswer.Of(result, path.Findings);
        if (answer is { Kind: VectorAnswerKind.Failed } or { Kind: VectorAnswerKind.Indeterminate, Cause: UndeterminedCause.NoPath }) return answer;
        if (path.Findings.Any(finding => finding.Code == FindingCodes.PathConstraintUnsupported)) return VectorAnswer.NotSupported("name or policy constraints");
        if (row.ValueOf("revocation") == "required") return VectorAnswer.NotSupported("revocation");
        return NotLookedAt.FirstOrDefault(row.Asks) is { } condition ? VectorAnswer.NotSupported(condition) : answer;
    }

    private static (Certificate? Leaf, List<Certificate> Others, List<Certificate> Anchors) Files(VectorFolder folder, VectorRow row) => (
        Certificate.Parse(folder.Read(row.File)),
        [.. row.Intermediates.Select(file => Certificate.Parse(folder.Read(file))).OfType<Certificate>()],
        [.. row.Trust.Where(file => file != "none").Select(file => Certificate.Parse(folder.Read(file))).OfType<Certificate>()]);

    // A json of x509-limbo: the case carries its certificates.
    private static (Certificate? Leaf, List<Certificate> Others, List<Certificate> Anchors) Case(VectorFolder folder, string file)
    {
        var cut = file.IndexOf('#', StringComparison.Ordinal);
        using var json = JsonDocument.Parse(folder.Read(file[..cut]));
        var test = json.RootElement.GetProperty("testcases").EnumerateArray().FirstOrDefault(test => test.GetProperty("id").GetString() == file[(cut + 1)..]);
        if (test.ValueKind == JsonValueKind.Undefined) throw new IOException($"{file} has no such case");
        List<Certificate> All(string name) => [.. test.GetProperty(name).EnumerateArray().Select(pem => Pem(pem.GetString()!)).OfType<Certificate>()];
        return (Pem(test.GetProperty("peer_certificate").GetString()!), All("untrusted_intermediates"), All("trusted_certs"));
    }

    private static Certificate? Pem(string text) => Certificate.Parse(Encoding.ASCII.GetBytes(text));
}
