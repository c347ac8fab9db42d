using System.Diagnostics.CodeAnalysis;

namespace Sed.Exchange.Containers.Suites;

/// <summary>
/// A digest with the name of its algorithm: <c>sha-256</c>, <c>gost-3411-2012-256</c> or <c>gost-3411-2012-512</c>.
/// The text form, used as a key in the journal and in XML, is <c>algorithm:lower-case hex</c>.
/// </summary>
public readonly struct DigestValue : IEquatable<DigestValue>
{
    private readonly byte[]? _value;

    /// <summary>Takes ownership of <paramref name="value"/>.</summary>
    public DigestValue(string algorithm, byte[] value)
    {
        Algorithm = algorithm;
        _value = value;
    }

    /// <summary>Name of the algorithm.</summary>
    public string Algorithm { get; }

    /// <summary>The digest's octets.</summary>
    public ReadOnlySpan<byte> Value => _value;

    /// <summary>The digest's octets in lower-case hexadecimal digits.</summary>
    public string Hex => Convert.ToHexStringLower(Value);

    /// <inheritdoc/>
    public override string ToString() => $"{Algorithm}:{Hex}";

    /// <summary>Reads <c>algorithm:hex</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out DigestValue value)
    {
        value = default;
        var colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        if (colon <= 0) return false;
        try
        {
            value = new DigestValue(text![..colon], Convert.FromHexString(text.AsSpan(colon + 1)));
            return value.Value.Length > 0;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>Reads <c>algorithm:hex</c> written by this node.</summary>
    /// <exception cref="FormatException">The text is not a digest.</exception>
    public static DigestValue Parse(string text) =>
        TryParse(text, out var value) ? value : throw new FormatException($"Not a digest: {text}");

    /// <inheritdoc/>
    public bool Equals(DigestValue other) =>
        string.Equals(Algorithm, other.Algorithm, StringComparison.Ordinal) && Value.SequenceEqual(other.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DigestValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Value);
        return hash.ToHashCode();
    }

    /// <summary>Same algorithm and same octets.</summary>
    public static bool operator ==(DigestValue left, DigestValue right) => left.Equals(right);

    /// <summary>Other algorithm or other octets.</summary>
    public static bool operator !=(DigestValue left, DigestValue right) => !left.Equals(right);
}
