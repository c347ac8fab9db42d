using Sed.Exchange.Containers.Paths;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Policies;

/// <summary>
/// What counts as good enough in a signature of somebody else: a small named file (<c>sedx-policy/1</c>), kept octet by octet, so that a verdict can be made again years
/// later by the rules it was made by. It says nothing about our own containers and receipts, whose rules are their format.
/// </summary>
public sealed record VerificationPolicy
{
    private readonly byte[] _octets;

    internal VerificationPolicy(byte[] octets) => _octets = octets;

    /// <summary>The policy that counts when none is named: <c>ru-63fz</c>.</summary>
    public static VerificationPolicy Standard => VerificationPolicies.Standard;

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its version.</summary>
    public required string Version { get; init; }

    /// <summary>Name and version, as verdicts and receipts have it.</summary>
    public string Id => $"{Name}/{Version}";

    /// <summary>When it was written.</summary>
    public required DateTimeOffset Issued { get; init; }

    /// <summary>Digests that are accepted.</summary>
    public required IReadOnlyList<AlgorithmRule> Digests { get; init; }

    /// <summary>Kinds and sizes of keys that are accepted.</summary>
    public required IReadOnlyList<AlgorithmRule> Keys { get; init; }

    /// <summary>Revocation.</summary>
    public required RevocationRules Revocation { get; init; }

    /// <summary>True: a signature must name its signer's certificate by digest.</summary>
    public required bool NeedsSigningCertificate { get; init; }

    /// <summary>True: a time outside of the key's own period is indeterminate, else it is only said.</summary>
    public required bool CountsKeyPeriod { get; init; }

    /// <summary>When the certificate and algorithms of a time-stamp must be good.</summary>
    public required TokenTime Tokens { get; init; }

    /// <summary>Whether the path must reach an accredited authority.</summary>
    public required AccreditationDemand Accreditation { get; init; }

    /// <summary>True: each verdict says that no certified means made it.</summary>
    public required bool NotesCertifiedMeans { get; init; }

    /// <summary>What a document's signature that cannot be told leads to at the sender's door.</summary>
    public required IndeterminateOutcome Indeterminate { get; init; }

    /// <summary>The file, octet by octet.</summary>
    public ReadOnlySpan<byte> Octets => _octets;

    /// <summary>SHA-256 of the file, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>What it asks of paths beside validity.</summary>
    public PathPolicy PathPolicy => new()
    {
        Revocation = Revocation.Demand,
        ListAge = Revocation.ListAge,
        AnswerAge = Revocation.AnswerAge,
        Grace = Revocation.Grace,
    };

    /// <summary>The rule for a digest, or null: none, at no time.</summary>
    public AlgorithmRule? FindDigest(string name) => Digests.FirstOrDefault(rule => rule.Name == name);

    /// <summary>The rule for a key, or null: none, at no time.</summary>
    public AlgorithmRule? FindKey(string kind, int bits) => Keys.Where(rule => rule.Name == kind && rule.Bits <= bits).MaxBy(rule => rule.Bits);

    /// <summary>The verdict as one of this policy: with its name, and what it wants said about every verdict.</summary>
    public Verdict ApplyTo(Verdict verdict) => verdict with { Policy = Id, Findings = [.. verdict.Findings, .. Remarks()] };

    private IEnumerable<Finding> Remarks()
    {
        yield return new Finding(PolicyCodes.Applied, VerdictStage.Policy, VerdictResult.Passed, $"{Id}, SHA-256 {Sha256}");
        if (NotesCertifiedMeans) yield return new Finding(PolicyCodes.MeansNotCertified, VerdictStage.Policy, VerdictResult.NotChecked, "BouncyCastle, .NET");
    }

    /// <inheritdoc/>
    public bool Equals(VerificationPolicy? other) => other is not null && Sha256 == other.Sha256;

    /// <inheritdoc/>
    public override int GetHashCode() => Sha256.GetHashCode(StringComparison.Ordinal);
}
