using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Containers.Revocation;

/// <summary>One entry of a revocation list (RFC 5280 section 5.1.2.6).</summary>
/// <param name="Issuer">Who issued the certificate.</param>
/// <param name="Date">Since when it is revoked.</param>
/// <param name="Reason">Why.</param>
/// <param name="Earlier">An entry with the same serial number before it in the list, or null: lists of several issuers have such.</param>
internal sealed record RevokedEntry(DistinguishedName Issuer, DateTimeOffset Date, RevocationReason Reason, RevokedEntry? Earlier);
