namespace Sed.Exchange.Containers.Directories;

/// <summary>A TLS pin.</summary>
/// <param name="Pin">SHA-256 of the certificate's SubjectPublicKeyInfo, lower-case hexadecimal.</param>
/// <param name="From">Counts from this time.</param>
/// <param name="To">Counts until this time (half-open), or null.</param>
public sealed record PinEntry(string Pin, DateTimeOffset From, DateTimeOffset? To)
{
    /// <summary>True when it counts at this time.</summary>
    public bool IsInForce(DateTimeOffset at) => From <= at && (To is null || at < To);
}
