using System.Formats.Asn1;
using System.Text;
using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Containers.Signatures;

/// <summary>The wrappings in which officials' tools write a CMS: DER or BER as it is, PEM, or bare base64 with or without line ends.</summary>
internal static class SignatureEnvelope
{
    private const byte Sequence = 0x30;

    /// <summary>The CMS without its wrapping, or null when there is none.</summary>
    /// <exception cref="AsnContentException">It does not begin with a whole value.</exception>
    public static byte[]? Unwrap(byte[] file)
    {
        if (file.Length == 0) return null;
        if (file[0] == Sequence) return Trimmed(file);
        ReadOnlySpan<byte> text = file;
        if (text.StartsWith(Encoding.UTF8.Preamble)) text = text[Encoding.UTF8.Preamble.Length..];
        if (PemBlocks.Read(text, "CMS", "PKCS7", "PKCS #7 SIGNED DATA", "SIGNATURE") is [var block, ..]) return Checked(block);
        var octets = new byte[text.Length];
        return Convert.TryFromBase64String(MimeEnvelope.Body(text) ?? Encoding.Latin1.GetString(text), octets, out var length) ? Checked(octets[..length]) : null;
    }

    private static byte[]? Checked(byte[] octets) => octets.Length > 0 && octets[0] == Sequence ? Trimmed(octets) : null;

    // PDF leaves a fixed place for a signature and fills it with zeros; editors and mail add a line end. Anything else behind the
    // value makes the file malformed, which the reader of the value finds out.
    private static byte[] Trimmed(byte[] octets)
    {
        var length = new AsnReader(octets, AsnEncodingRules.BER).ReadEncodedValue().Length;
        return octets.AsSpan(length).ContainsAnyExcept((byte)0, (byte)'\r', (byte)'\n') ? octets : octets[..length];
    }
}
