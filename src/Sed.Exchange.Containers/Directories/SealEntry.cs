using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Containers.Directories;

/// <summary>A seal certificate of an organisation.</summary>
/// <param name="Certificate">The certificate, pinned byte for byte.</param>
/// <param name="From">Counts from this time.</param>
/// <param name="To">Counts until this time (half-open), or null.</param>
/// <param name="HeldByNode">True: the serving node holds the key; false: the installation does.</param>
public sealed record SealEntry(Certificate Certificate, DateTimeOffset From, DateTimeOffset? To, bool HeldByNode)
{
    /// <summary>True when it counts at this time.</summary>
    public bool IsInForce(DateTimeOffset at) => From <= at && (To is null || at < To);
}
