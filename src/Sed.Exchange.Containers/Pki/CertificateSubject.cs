namespace Sed.Exchange.Containers.Pki;

/// <summary>Whom a certificate made here names.</summary>
/// <param name="CommonName">CN.</param>
/// <param name="Purpose">What the key may do.</param>
public sealed record CertificateSubject(string CommonName, CertificatePurpose Purpose)
{
    /// <summary>O.</summary>
    public string? Organisation { get; init; }

    /// <summary>ОГРН (1.2.643.100.1), 13 digits.</summary>
    public string? Ogrn { get; init; }

    /// <summary>ИНН of the legal entity (1.2.643.100.4), 10 digits.</summary>
    public string? Inn { get; init; }

    /// <summary>ИНН of the person (1.2.643.3.131.1.1), 12 digits, for an official.</summary>
    public string? PersonalInn { get; init; }

    /// <summary>СНИЛС of the person (1.2.643.100.3), 11 digits, for an official.</summary>
    public string? Snils { get; init; }

    /// <summary>Surname, for an official.</summary>
    public string? Surname { get; init; }

    /// <summary>Given names, for an official.</summary>
    public string? GivenName { get; init; }

    /// <summary>Title (должность), for an official.</summary>
    public string? Title { get; init; }

    /// <summary>DNS names and IP addresses, for TLS.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];
}
