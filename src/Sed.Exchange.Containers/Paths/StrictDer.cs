using System.Formats.Asn1;

namespace Sed.Exchange.Containers.Paths;

/// <summary>Whether octets are DER all the way down (X.690 section 10 and 11), as RFC 5280 section 4.1 asks of certificates.</summary>
internal static class StrictDer
{
    private const int MaxDepth = 24;

    /// <summary>True when every element is encoded as DER has it.</summary>
    public static bool Is(ReadOnlyMemory<byte> octets)
    {
        try
        {
            var reader = new AsnReader(octets, AsnEncodingRules.DER);
            while (reader.HasData) Walk(reader, MaxDepth);
            return true;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    private static void Walk(AsnReader reader, int depth)
    {
        if (depth == 0) throw new AsnContentException("The octets are nested too deeply.");
        var tag = reader.PeekTag();
        if (tag.IsConstructed)
        {
            // The order inside a SET is checked, too.
            var inner = tag.TagClass != TagClass.Universal ? reader.ReadSequence(tag)
                : tag.TagValue == (int)UniversalTagNumber.SetOf ? reader.ReadSetOf()
                : reader.ReadSequence();
            while (inner.HasData) Walk(inner, depth - 1);
            return;
        }

        if (tag.TagClass != TagClass.Universal)
        {
            reader.ReadEncodedValue();
            return;
        }

        switch ((UniversalTagNumber)tag.TagValue)
        {
            case UniversalTagNumber.Boolean: reader.ReadBoolean(); break;
            case UniversalTagNumber.Integer: reader.ReadIntegerBytes(); break;
            case UniversalTagNumber.BitString: reader.ReadBitString(out _); break;
            case UniversalTagNumber.ObjectIdentifier: reader.ReadObjectIdentifier(); break;
            case UniversalTagNumber.UtcTime: reader.ReadUtcTime(); break;
            case UniversalTagNumber.GeneralizedTime: reader.ReadGeneralizedTime(); break;
            case UniversalTagNumber.Null: reader.ReadNull(); break;
            default: reader.ReadEncodedValue(); break;
        }
    }
}
