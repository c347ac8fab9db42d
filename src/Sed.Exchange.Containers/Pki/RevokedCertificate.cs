using System.Numerics;
using Sed.Exchange.Containers.Revocation;

namespace Sed.Exchange.Containers.Pki;

/// <summary>A certificate that its authority took back.</summary>
/// <param name="Serial">Its serial number.</param>
/// <param name="Since">Since when.</param>
/// <param name="Reason">Why.</param>
public sealed record RevokedCertificate(BigInteger Serial, DateTimeOffset Since, RevocationReason Reason);
