using System.Globalization;

namespace Sed.Exchange.Containers.Revocation;

/// <summary>One thing told about a certificate, or all of it summed up.</summary>
/// <param name="State">What.</param>
/// <param name="AsOf">As of when.</param>
/// <param name="Seen">In words.</param>
/// <param name="IsRevokedLater">True: revoked, but after the time used.</param>
internal sealed record CertificateStatus(RevocationState State, DateTimeOffset AsOf, string Seen, bool IsRevokedLater = false)
{
    /// <summary>Nothing is known.</summary>
    public static CertificateStatus Unknown(string why) => new(RevocationState.Unknown, DateTimeOffset.MinValue, why);

    /// <summary>A revocation found in a source of some time: it counts when it began by the time used, or was known by then.</summary>
    public static CertificateStatus Of(RevocationReason reason, DateTimeOffset since, DateTimeOffset asOf, DateTimeOffset at)
    {
        var seen = $"{char.ToLowerInvariant(reason.ToString()[0])}{reason.ToString()[1..]} since {since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}";
        if (since > at && asOf > at) return new CertificateStatus(RevocationState.Good, asOf, seen, IsRevokedLater: true);
        return new CertificateStatus(reason == RevocationReason.CertificateHold ? RevocationState.OnHold : RevocationState.Revoked, asOf, seen);
    }

    /// <summary>Sums up: revocation is for ever, whoever told of it; holds come and go, the newest word counts.</summary>
    public static CertificateStatus Sum(IReadOnlyCollection<CertificateStatus> told, string whyUnknown) =>
        told.FirstOrDefault(status => status.State == RevocationState.Revoked)
        ?? told.MaxBy(status => status.AsOf)
        ?? Unknown(whyUnknown);
}
