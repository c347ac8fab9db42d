using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Sed.Exchange.Node.Api.Access;

/// <summary>
/// API keys: <c>sedx_</c> and 43 base64url characters, 32 random octets. The journal keeps only their SHA-256; 256 random bits need no
/// slow hash.
/// </summary>
public static class ApiKey
{
    private const string Prefix = "sedx_";
    private const int Length = 48;

    /// <summary>Makes a key.</summary>
    public static string Create() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>SHA-256 of a key's text, lower-case hexadecimal: what the journal keeps.</summary>
    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(key)));

    /// <summary>True for texts that have the form of a key.</summary>
    public static bool HasForm(string text) =>
        text.Length == Length && text.StartsWith(Prefix, StringComparison.Ordinal) && text.AsSpan(Prefix.Length).IndexOfAnyExcept(Letters) < 0;

    private static readonly System.Buffers.SearchValues<char> Letters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
}
