namespace Sed.Exchange.Containers.Pki;

/// <summary>What an authority's certificates say about where it publishes.</summary>
/// <param name="List">Its revocation list.</param>
/// <param name="Responder">Its OCSP responder.</param>
/// <param name="Certificate">Its own certificate, DER.</param>
public sealed record AuthorityAddresses(Uri List, Uri Responder, Uri Certificate);
