namespace Sed.Exchange.Containers.Timestamps;

/// <summary>A time-stamp token that is right in every respect: imprint, nonce, signature, purpose and path of the authority's certificate.</summary>
/// <param name="Token">The token, DER: a ContentInfo.</param>
/// <param name="Time">The time it states.</param>
/// <param name="Ends">When the first certificate of its path, or a digest of it by the policy, ends: by then it must be confirmed by a later one.</param>
public sealed record TimestampGrant(byte[] Token, DateTimeOffset Time, DateTimeOffset Ends);
