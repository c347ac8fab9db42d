using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Containers.Timestamps;

/// <summary>
/// An ASiCManifest (ETSI EN 319 162-1 annex A.4) over many objects of which each holder has a few: one token stamps them all. Objects are named by nothing but
/// their digests, so that who has one learns nothing about the others.
/// </summary>
public static class StampManifest
{
    /// <summary>What the manifest calls the token over it.</summary>
    public const string TokenEntry = "timestamp.tst";

    /// <summary>References in a manifest at most.</summary>
    public const int Most = 10_000;

    private const int Depth = 4;

    /// <summary>Digests that manifests of this kind have.</summary>
    internal static IReadOnlyList<string> Algorithms { get; } = [.. Suite.All.Select(suite => suite.DigestName).Distinct()];

    /// <summary>The manifest of a batch.</summary>
    /// <param name="receipts">Digests of receipts, over their octets.</param>
    /// <param name="containers">Digests of containers, as they are known by.</param>
    public static byte[] Write(IEnumerable<DigestValue> receipts, IEnumerable<DigestValue> containers) =>
        Write([.. receipts.Select(digest => Reference(digest, "asics")), .. containers.Select(digest => Reference(digest, "asice"))]);

    /// <summary>The manifest that renews earlier ones: over each with its token (an ASiCArchiveManifest in the words of the standard).</summary>
    /// <param name="suite">Whose digest it is made with.</param>
    /// <param name="stamps">Manifests with their tokens, octet by octet.</param>
    public static byte[] Renew(Suite suite, IEnumerable<(byte[] Manifest, byte[] Token)> stamps) =>
        Write([.. stamps.SelectMany(stamp => new[] { Reference(suite.Digest(stamp.Manifest), "xml"), Reference(suite.Digest(stamp.Token), "tst") })]);

    /// <summary>The digests that a manifest lists; null: it is none of these.</summary>
    public static IReadOnlySet<DigestValue>? Read(ReadOnlySpan<byte> octets) =>
        AsicManifest.Read(octets, TokenEntry, Depth).References is { Count: > 0 and <= Most } references ? references.Select(reference => reference.Digest).ToHashSet() : null;

    private static byte[] Write(IReadOnlyList<SignedReference> references) => references.Count is > 0 and <= Most
        ? AsicManifest.Write(TokenEntry, references, MediaTypes.TimestampToken)
        : throw new ArgumentException($"A manifest has 1 to {Most} references, not {references.Count}.");

    private static SignedReference Reference(DigestValue digest, string ending) => new($"{digest.Hex}.{ending}", digest);
}
