using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Evidence;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Node.Configuration;

namespace Sed.Exchange.Node.Evidence;

/// <summary>By what the signatures of a container were judged when evidence was gathered (<c>captured/basis.json</c>): a statement of the node.</summary>
internal sealed record CaptureBasis
{
    /// <summary>Name of the contract.</summary>
    public string Schema { get; } = "sedx-capture-basis/1";

    /// <summary>When it was judged.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>For which time.</summary>
    public required DateTimeOffset TimeUsed { get; init; }

    /// <summary>The directory in force.</summary>
    public required long DirectorySerial { get; init; }

    /// <summary>Name and version of the policy.</summary>
    public required string Policy { get; init; }

    /// <summary>SHA-256 of its file.</summary>
    public required string PolicySha256 { get; init; }

    /// <summary>The list of accredited authorities, or null.</summary>
    public required CaptureList? CaList { get; init; }

    /// <summary>The means, by name and version; no certified ones.</summary>
    public required IReadOnlyList<string> Means { get; init; }

    /// <summary>Every path that was judged.</summary>
    public required IReadOnlyList<CapturePath> Paths { get; init; }

    /// <summary>What it was.</summary>
    public static CaptureBasis Of(TrustMaterial trust, ExchangeDirectory directory, DateTimeOffset timeUsed, DateTimeOffset at, IEnumerable<CertificatePath> paths) => new()
    {
        At = at,
        TimeUsed = timeUsed,
        DirectorySerial = directory.Serial,
        Policy = trust.Policy.Id,
        PolicySha256 = trust.Policy.Sha256,
        CaList = trust.Accredited is { } list ? new CaptureList(list.Version, list.IssuedAt, list.Sha256) : null,
        Means = VerificationMeans.Names,
        Paths = [.. paths.Select(path => new CapturePath(
            [.. path.Certificates.Select(certificate => certificate.Thumbprint)],
            path.Result.ToString().ToLowerInvariant(),
            [.. path.Findings.Where(finding => finding.Stage is VerdictStage.Path or VerdictStage.Revocation).Select(finding => finding.Code)]))],
    };
}
