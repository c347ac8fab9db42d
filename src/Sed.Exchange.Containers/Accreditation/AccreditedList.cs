using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Containers.Accreditation;

/// <summary>
/// The list of accredited authorities (Минцифры, e-trust.gosuslugi.ru): who was accredited when, and with which certificates. Immutable; asked by many at once.
/// </summary>
public sealed class AccreditedList
{
    private readonly Dictionary<DistinguishedName, List<Certificate>> _bySubject = [];
    private readonly Dictionary<string, List<AccreditedAuthority>> _byCertificate = new(StringComparer.Ordinal);

    internal AccreditedList(long version, DateTimeOffset issuedAt, string sha256, IEnumerable<(AccreditedAuthority Authority, IReadOnlyList<Certificate> Certificates)> authorities)
    {
        (Version, IssuedAt, Sha256) = (version, issuedAt, sha256);
        var all = new List<AccreditedAuthority>();
        foreach (var (authority, certificates) in authorities)
        {
            all.Add(authority);
            foreach (var certificate in certificates)
            {
                // One certificate of two authorities is usual: a body and its successor.
                if (_byCertificate.TryGetValue(certificate.Thumbprint, out var owners))
                {
                    owners.Add(authority);
                    continue;
                }

                _byCertificate.Add(certificate.Thumbprint, [authority]);
                if (!_bySubject.TryGetValue(certificate.Fields.Subject, out var namesakes)) _bySubject.Add(certificate.Fields.Subject, namesakes = []);
                namesakes.Add(certificate);
            }
        }

        Authorities = all;
    }

    /// <summary>Its number, which grows.</summary>
    public long Version { get; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset IssuedAt { get; }

    /// <summary>SHA-256 of the file, lower-case hexadecimal: evidence cites the list by it.</summary>
    public string Sha256 { get; }

    /// <summary>The authorities.</summary>
    public IReadOnlyList<AccreditedAuthority> Authorities { get; }

    /// <summary>How many certificates of theirs it has.</summary>
    public int CertificateCount => _byCertificate.Count;

    /// <summary>Who has this certificate; empty: nobody in the list.</summary>
    public IReadOnlyList<AccreditedAuthority> OwnersOf(Certificate certificate) => _byCertificate.GetValueOrDefault(certificate.Thumbprint) ?? [];

    /// <summary>Listed certificates that may have issued this one, by name.</summary>
    public IReadOnlyList<Certificate> IssuersOf(Certificate certificate) => _bySubject.GetValueOrDefault(certificate.Fields.Issuer) ?? [];

    /// <summary>
    /// Listed certificates at which a path may end: those that may have issued one of these while their authority was accredited. An authority that was not is
    /// an end of nothing, whatever else the list says of it.
    /// </summary>
    internal IReadOnlyList<Certificate> AnchorsFor(IEnumerable<Certificate> certificates) =>
        [.. certificates.SelectMany(certificate => IssuersOf(certificate).Where(issuer => OwnersOf(issuer).Any(owner => owner.IsAccredited(certificate.NotBefore)))).Distinct()];
}
