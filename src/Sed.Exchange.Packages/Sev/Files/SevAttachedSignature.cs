namespace Sed.Exchange.Packages.Sev;

/// <summary>A file with a detached signature that is to travel in a message.</summary>
/// <param name="UniqueName">Its name in the message: natively the signed file's with <c>.sig</c>, the second one's with <c>.2.sig</c>.</param>
/// <param name="KindId">Вид подписи, see <see cref="SevEds.KindId"/>; null: not written.</param>
/// <param name="SignedAt">When it was signed; null: not written.</param>
/// <param name="Signer">Owner of the certificate; null: not written.</param>
public sealed record SevAttachedSignature(string UniqueName, int? KindId = null, DateTimeOffset? SignedAt = null, string? Signer = null);
