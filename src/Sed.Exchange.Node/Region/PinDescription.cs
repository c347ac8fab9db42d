namespace Sed.Exchange.Node.Region;

/// <summary>A TLS pin with the time during which it counts: by certificate, or bare.</summary>
/// <param name="Certificate">Name of the certificate file (or the PEM itself) whose public key is pinned; null with <paramref name="Pin"/>.</param>
/// <param name="Pin">SHA-256 of the public key, hexadecimal; null with <paramref name="Certificate"/>.</param>
/// <param name="From">Counts from this time; null: from the certificate's own.</param>
/// <param name="To">Counts until this time; null: open.</param>
public sealed record PinDescription(string? Certificate = null, string? Pin = null, DateTimeOffset? From = null, DateTimeOffset? To = null);
