using System.Security.Cryptography;

namespace Sed.Exchange.Delivery.Webhooks;

/// <summary>
/// The secret of one webhook, in the form of the Standard Webhooks specification: <c>whsec_</c> and base64. It proves who calls, so it is shown once, and in no
/// text that this program makes of its objects.
/// </summary>
public sealed class WebhookSecret : IEquatable<WebhookSecret>
{
    private const string Prefix = "whsec_";
    private const int Octets = 32;
    private readonly byte[] _key;

    private WebhookSecret(byte[] key) => _key = key;

    /// <summary>Makes one of these octets.</summary>
    /// <exception cref="ArgumentException">They are not 24 to 64, as the specification demands.</exception>
    public static WebhookSecret Of(ReadOnlySpan<byte> key) => key.Length is >= 24 and <= 64
        ? new WebhookSecret(key.ToArray())
        : throw new ArgumentException("A webhook's secret has 24 to 64 octets.", nameof(key));

    /// <summary>Reads what <see cref="Reveal"/> wrote; null: it is none.</summary>
    public static WebhookSecret? Parse(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        Span<byte> key = stackalloc byte[64];
        return Convert.TryFromBase64String(text[Prefix.Length..], key, out var length) && length >= 24 ? Of(key[..length]) : null;
    }

    /// <summary>How many octets a new one is made of.</summary>
    public static int Length => Octets;

    /// <summary>The secret itself, for whoever is to know it.</summary>
    public string Reveal() => Prefix + Convert.ToBase64String(_key);

    /// <summary>HMAC-SHA256 over these octets.</summary>
    public byte[] Sign(ReadOnlySpan<byte> octets) => HMACSHA256.HashData(_key, octets);

    /// <inheritdoc/>
    public bool Equals(WebhookSecret? other) => other is not null && CryptographicOperations.FixedTimeEquals(_key, other._key);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as WebhookSecret);

    /// <inheritdoc/>
    public override int GetHashCode() => _key.Length;

    /// <summary>Never the secret.</summary>
    public override string ToString() => Prefix + "…";
}
