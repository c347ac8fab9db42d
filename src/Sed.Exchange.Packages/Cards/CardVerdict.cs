namespace Sed.Exchange.Packages.Cards;

/// <summary>What a node found about one signature of one signer.</summary>
public sealed record CardVerdict : CardElement
{
    /// <summary><c>passed</c>, <c>failed</c> or <c>indeterminate</c>.</summary>
    public required string Result { get; init; }

    /// <summary>Who signed, by the certificate: its common name; null when no certificate was found.</summary>
    public string? Signer { get; init; }

    /// <summary>The whole subject of the certificate (RFC 4514), digits of СНИЛС hidden.</summary>
    public string? Subject { get; init; }

    /// <summary>Serial number of the certificate, hexadecimal.</summary>
    public string? Serial { get; init; }

    /// <summary>ОГРН in the certificate.</summary>
    public string? Ogrn { get; init; }

    /// <summary>ИНН in the certificate.</summary>
    public string? Inn { get; init; }

    /// <summary>Suite, for example <c>gost-2012-256</c>.</summary>
    public string? Suite { get; init; }

    /// <summary>When it was signed, as the signature itself claims; not proven.</summary>
    public string? SignedAt { get; init; }

    /// <summary>When the node looked.</summary>
    public required DateTimeOffset CheckedAt { get; init; }

    /// <summary>Codes of what did not pass.</summary>
    public IReadOnlyList<string> Codes { get; init; } = [];
}
