using System.Globalization;

namespace Sed.Exchange.Containers.Revocation;

/// <summary>One thing told about a certificate, or all of it summed up.</summary>
/// <param name="State">What.</param>
/// <param name="AsOf">As of when.</param>
/// <param name="Seen">In words.</param>
/// <param name="IsRevokedLater">True: revoked, but after the time used.</param>
internal sealed record CertificateStatus(RevocationState State, DateTimeOffset AsOf, string Seen, bool IsRevokedLater = false)
{
    /// <summary>Of what was revoked, at whatever time: since when.</summary>
    public DateTimeOffset? Since { get; private init; }

    /// <summary>True: revoked for a reason that undoes what the key did before (RFC 3161 section 4): its owner may have lost it earlier than he knows.</summary>
    public bool IsUndoing { get; private init; }

    /// <summary>True for what tells that the certificate was in force, and that nothing became of it later.</summary>
    public bool IsPlainlyGood => State == RevocationState.Good && !IsRevokedLater;

    /// <summary>Nothing is known.</summary>
    public static CertificateStatus Unknown(string why) => new(RevocationState.Unknown, DateTimeOffset.MinValue, why);

    /// <summary>A revocation found in a source of some time: it counts when it began by the time used, or was known by then.</summary>
    public static CertificateStatus Of(RevocationReason reason, DateTimeOffset since, DateTimeOffset asOf, DateTimeOffset at)
    {
        var seen = $"{char.ToLowerInvariant(reason.ToString()[0])}{reason.ToString()[1..]} since {since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}";
        var isUndoing = reason is not (RevocationReason.AffiliationChanged or RevocationReason.Superseded or RevocationReason.CessationOfOperation);
        var isLater = since > at && asOf > at;
        var state = isLater ? RevocationState.Good : reason == RevocationReason.CertificateHold ? RevocationState.OnHold : RevocationState.Revoked;
        return new CertificateStatus(state, asOf, seen, isLater) { Since = since, IsUndoing = isUndoing };
    }

    /// <summary>Sums up: revocation is for ever, whoever told of it; holds come and go, the newest word counts; doubts count where nothing better is known.</summary>
    public static CertificateStatus Sum(IReadOnlyCollection<CertificateStatus> told, string whyUnknown) =>
        told.FirstOrDefault(status => status.State == RevocationState.Revoked)
        ?? told.Where(status => status.State != RevocationState.Doubtful).MaxBy(status => status.AsOf)
        ?? told.FirstOrDefault()
        ?? Unknown(whyUnknown);
}
