namespace Sed.Exchange.Adapters.Tokens;

/// <summary>
/// In which order a token takes a digest and gives s and r. For GOST standards and vendors differ (s‖r or r‖s, big- or little-endian), and what a token does
/// is not told by any attribute: it is found out by a signature that verifies.
/// </summary>
/// <param name="DigestReversed">The digest is given last octet first.</param>
/// <param name="ValueReversed">The whole value comes last octet first.</param>
/// <param name="HalvesSwapped">The halves of the value, after that, come in the other order.</param>
internal readonly record struct TokenOrder(bool DigestReversed, bool ValueReversed, bool HalvesSwapped)
{
    /// <summary>As suites have it.</summary>
    public static TokenOrder Usual { get; }

    /// <summary>All of them, so that those of one digest order stand together.</summary>
    public static IReadOnlyList<TokenOrder> OfGost { get; } =
    [
        .. from digest in (bool[])[false, true]
           from value in (bool[])[false, true]
           from halves in (bool[])[false, true]
           select new TokenOrder(digest, value, halves),
    ];

    /// <summary>The value as suites have it.</summary>
    public byte[] Restore(byte[] value)
    {
        var octets = value.ToArray();
        if (ValueReversed) Array.Reverse(octets);
        return HalvesSwapped ? [.. octets.AsSpan(octets.Length / 2), .. octets.AsSpan(0, octets.Length / 2)] : octets;
    }
}
