namespace Sed.Exchange.Adapters.Revocation;

/// <summary>What an address gave once, as it lies in a <see cref="RevocationCache"/>: trusted in nothing.</summary>
/// <param name="Octets">A list or an answer.</param>
/// <param name="At">When it came.</param>
internal sealed record KeptCopy(byte[] Octets, DateTimeOffset At);
