namespace Sed.Exchange.Delivery.Journal;

/// <summary>A client of the API: an installation or an administrator. Key: <see cref="Id"/>.</summary>
public sealed record ClientRow
{
    /// <summary>Short id chosen by the administrator.</summary>
    public required string Id { get; init; }

    /// <summary>Organisations it speaks for; empty with <see cref="Administrator"/>.</summary>
    public required IReadOnlyList<Guid> Organisations { get; init; }

    /// <summary>True: sees every delivery and receipt of the node, no content.</summary>
    public bool Administrator { get; init; }

    /// <summary>SHA-256 of the API key, lower-case hexadecimal; null when it has a certificate only.</summary>
    public string? KeyHash { get; init; }

    /// <summary>SHA-256 of the client certificate, lower-case hexadecimal; null when it has a key only.</summary>
    public string? CertificateThumbprint { get; init; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>When it was revoked; null: it may enter.</summary>
    public DateTimeOffset? RevokedAt { get; init; }
}
