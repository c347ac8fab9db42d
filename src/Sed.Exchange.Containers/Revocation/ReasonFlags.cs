using System.Formats.Asn1;

namespace Sed.Exchange.Containers.Revocation;

/// <summary>Sets of reasons (ReasonFlags, RFC 5280 section 4.2.1.13), as masks of its bit numbers.</summary>
internal static class ReasonFlags
{
    /// <summary>All reasons there are.</summary>
    public const int All = 0x1FE;

    /// <summary>Reads an implicitly tagged BIT STRING.</summary>
    /// <exception cref="AsnContentException">It is malformed.</exception>
    public static int Read(AsnReader fields, Asn1Tag tag)
    {
        var bits = fields.ReadBitString(out _, tag);
        var mask = 0;
        for (var bit = 1; bit <= 8 && bit / 8 < bits.Length; bit++)
        {
            if ((bits[bit / 8] >> (7 - bit % 8) & 1) != 0) mask |= 1 << bit;
        }

        return mask;
    }
}
