namespace Sed.Exchange.Fuzzing.Mutation;

/// <summary>
/// Spoils octets by what they are: archives by entries and fields, ASN.1 by values, XML by elements, and what lies inside each (a certificate in base64 in a signature in an archive) in
/// its own way; sometimes as bare octets. The same chance spoils in the same way.
/// </summary>
public static class Mutant
{
    /// <summary>How deep forms are looked for in each other.</summary>
    private const int Deepest = 6;

    /// <summary>Other octets than the given ones.</summary>
    /// <param name="octets">What is spoiled.</param>
    /// <param name="other">Where pieces may come from.</param>
    /// <param name="chance">Decides.</param>
    public static byte[] Of(byte[] octets, byte[] other, Random chance)
    {
        while (true)
        {
            var mutant = octets;
            for (var changes = 1 + (chance.Next(3) == 0 ? chance.Next(4) : 0); changes > 0; changes--) mutant = Change(mutant, other, chance, 0);
            if (!mutant.AsSpan().SequenceEqual(octets)) return mutant;
        }
    }

    /// <summary>One change, by the form or as bare octets.</summary>
    internal static byte[] Change(byte[] octets, byte[] other, Random chance, int depth)
    {
        if (depth > Deepest || chance.Next(5) == 0) return OctetChange.Of(octets, other, chance);
        var changed = Form(octets) switch
        {
            OctetForm.Archive => ArchiveChange.Of(octets, other, chance, depth),
            OctetForm.Asn1 => Asn1Change.Of(octets, other, chance, depth),
            OctetForm.Xml => XmlChange.Of(octets, other, chance, depth),
            OctetForm.Base64 => Base64Change.Of(octets, other, chance, depth),
            _ => null,
        };
        return changed ?? OctetChange.Of(octets, other, chance);
    }

    private static OctetForm Form(byte[] octets)
    {
        if (octets.AsSpan().StartsWith("PK"u8)) return OctetForm.Archive;
        // White space and the mark of UTF-8.
        var start = 0;
        while (start < octets.Length && octets[start] is (byte)' ' or (byte)'\r' or (byte)'\n' or (byte)'\t' or 0xEF or 0xBB or 0xBF) start++;
        if (start >= octets.Length) return OctetForm.Bare;
        if (octets[start] == '<') return OctetForm.Xml;
        if (octets[0] is 0x30 or 0x31 or 0xA0) return OctetForm.Asn1;
        return Base64Change.IsBase64(octets) ? OctetForm.Base64 : OctetForm.Bare;
    }
}
