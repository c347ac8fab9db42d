namespace Sed.Exchange.Containers.Pki;

/// <summary>What an authority knows of a certificate that it issued.</summary>
/// <param name="Revoked">Null: it is good.</param>
public sealed record IssuedStatus(RevokedCertificate? Revoked);
