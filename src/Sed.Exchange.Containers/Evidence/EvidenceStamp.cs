using System.Globalization;
using System.Text;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Timestamps;

namespace Sed.Exchange.Containers.Evidence;

/// <summary>
/// One manifest with its token as it lies in an evidence file, in a folder of its own: the two as they were made, and the certificate of the authority of time
/// out of the token, for openssl.
/// </summary>
/// <param name="Folder">The folder, without the slash at its end.</param>
/// <param name="Part">Manifest and token.</param>
internal sealed record EvidenceStamp(string Folder, StampedPart Part)
{
    private const string ManifestName = "ASiCManifest.xml";
    private const string CertificateName = "certificate.pem";

    /// <summary>Entry of the manifest.</summary>
    public string Manifest => $"{Folder}/{ManifestName}";

    /// <summary>Entry of the token.</summary>
    public string Token => $"{Folder}/{StampManifest.TokenEntry}";

    /// <summary>Entry of the certificate.</summary>
    public string Certificate => $"{Folder}/{CertificateName}";

    /// <summary>Who signed the token, by the certificates in it; null: nobody that can be read.</summary>
    public Certificate? Authority { get; } = TimestampToken.TryRead(Part.Token) is { } token ? token.Cms.Certificates.FirstOrDefault(token.Cms.Signers[0].Names) : null;

    /// <summary>The entries with their octets.</summary>
    public IEnumerable<(string Entry, byte[] Octets)> Files =>
        Authority is null ? [(Manifest, Part.Manifest), (Token, Part.Token)] : [(Manifest, Part.Manifest), (Token, Part.Token), (Certificate, Encoding.ASCII.GetBytes(Authority.ToPem()))];

    /// <summary>Gives them their folders, in the order given.</summary>
    public static IReadOnlyList<EvidenceStamp> Number(IReadOnlyList<StampedPart> parts) =>
        [.. parts.Select((part, index) => new EvidenceStamp(EvidenceLayout.Timestamps + (index + 1).ToString("D2", CultureInfo.InvariantCulture), part))];

    /// <summary>Takes the entries below <c>timestamps/</c> together; entries that belong to none of the stamps are the second result.</summary>
    public static (IReadOnlyList<EvidenceStamp> Stamps, IReadOnlyList<string> Strange) Collect(IReadOnlyList<EvidencePart> parts)
    {
        var octets = parts.ToDictionary(part => part.Entry, part => part.Octets, StringComparer.Ordinal);
        var stamps = parts.Select(part => part.Entry)
            .Where(entry => entry.EndsWith("/" + ManifestName, StringComparison.Ordinal))
            .Select(entry => entry[..^(ManifestName.Length + 1)])
            .Where(folder => octets.ContainsKey($"{folder}/{StampManifest.TokenEntry}"))
            .Select(folder => new EvidenceStamp(folder, new StampedPart(octets[$"{folder}/{ManifestName}"], octets[$"{folder}/{StampManifest.TokenEntry}"])))
            .ToList();
        var made = stamps.SelectMany(stamp => stamp.Files).ToDictionary(file => file.Entry, file => file.Octets, StringComparer.Ordinal);
        return (stamps, [.. octets.Keys.Union(made.Keys).Where(entry => !octets.TryGetValue(entry, out var there) || !made.TryGetValue(entry, out var right) || !right.AsSpan().SequenceEqual(there))]);
    }
}
