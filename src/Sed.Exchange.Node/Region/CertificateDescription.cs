namespace Sed.Exchange.Node.Region;

/// <summary>A certificate with the time during which it counts.</summary>
/// <param name="Certificate">Name of the certificate file, or the certificate itself as PEM.</param>
/// <param name="From">Counts from this time; null: from the certificate's own.</param>
/// <param name="To">Counts until this time; null: open.</param>
/// <param name="HeldByNode">For seals: true when the serving node holds the key.</param>
public sealed record CertificateDescription(string Certificate, DateTimeOffset? From = null, DateTimeOffset? To = null, bool HeldByNode = true);
