using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Evidence;
using Sed.Exchange.Containers.Revocation;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Node.Evidence;

/// <summary>What a path lacks as evidence: nothing, something that may yet come, or something that will not. Certificates are named by digest, persons never.</summary>
internal static class CaptureGaps
{
    /// <summary>True: the path leads to a trusted certificate and is valid but for what is not known of revocation.</summary>
    public static bool IsRight(CertificatePath path) => path.Findings.Any(finding => finding.Code == FindingCodes.PathRight);

    /// <summary>The gap of a path, or none.</summary>
    /// <param name="path">The path.</param>
    /// <param name="question">What was asked.</param>
    /// <param name="mayAsk">True: the node asks about revocation.</param>
    /// <param name="mayAskIssuer">Whether a certificate names its issuer's at a host that may be asked.</param>
    public static IEnumerable<CaptureGap> Of(CertificatePath path, PathQuestion question, bool mayAsk, Func<Certificate, bool> mayAskIssuer)
    {
        if (!IsRight(path))
        {
            // One that was found and is broken is as much as there is to have.
            if (path.Findings.Any(finding => finding.Code == FindingCodes.PathNotFound))
                yield return Gap(CaptureCodes.NoPath, path.Certificates[^1], isOwed: mayAskIssuer(path.Certificates[^1]));
            yield break;
        }

        if (path.Certificates.Count < 2 || question.PathPolicy.Revocation == RevocationDemand.Off) yield break;
        if (path.Findings.Any(finding => finding.Code is FindingCodes.RevocationGood or FindingCodes.Revoked)) yield break;
        IReadOnlyList<Certificate> unknown = path.RevocationUnknown is { Count: > 0 } told ? told : [.. path.Certificates.SkipLast(1)];
        if (!mayAsk)
        {
            yield return Gap(CaptureCodes.NotAsked, unknown[0], isOwed: false);
            yield break;
        }

        foreach (var certificate in unknown)
        {
            var addresses = RevocationAddresses.Of(certificate);
            var hosts = addresses.Responders.Concat(addresses.Lists).Select(uri => uri.Host).Distinct().ToList();
            yield return hosts.Count == 0 ? Gap(CaptureCodes.NoAddress, certificate, isOwed: false) : Gap(CaptureCodes.Revocation, certificate, isOwed: true, string.Join(", ", hosts));
        }
    }

    private static CaptureGap Gap(string code, Certificate certificate, bool isOwed, string? hosts = null) =>
        new(OfficialsCapture.SourceName, code, $"{certificate.Thumbprint[..16]}{(hosts is null ? string.Empty : $" ({hosts})")}", isOwed);
}
