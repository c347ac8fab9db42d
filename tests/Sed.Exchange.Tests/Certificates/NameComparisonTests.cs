using System.Formats.Asn1;
using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Tests.Certificates;

/// <summary>When two names of X.501 are one (RFC 5280 section 7.1, RFC 4518).</summary>
public class NameComparisonTests
{
    [Theory]
    [InlineData("Тула", "ТУЛА", true)]
    [InlineData("a  b", " A b ", true)]
    [InlineData("a\u00A0b", "a b", true)]
    [InlineData("ab", "a\u00ADb", true)]
    [InlineData("ab", "a\u200Bb", true)]
    [InlineData("e\u0301", "é", true)]
    [InlineData("ab", "a b", false)]
    [InlineData("a", "а", false)]
    [InlineData("#61", "a", false)]
    public void Texts_are_compared_as_people_read_them(string one, string other, bool isSame) =>
        Assert.Equal(isSame, Name((UniversalTagNumber.UTF8String, one)).Equals(Name((UniversalTagNumber.UTF8String, other))));

    [Fact]
    public void The_type_of_a_string_does_not_count_and_the_order_of_names_does()
    {
        Assert.Equal(Name((UniversalTagNumber.UTF8String, "a")), Name((UniversalTagNumber.PrintableString, "A")));
        Assert.Equal(Name((UniversalTagNumber.UTF8String, "a")), Name((UniversalTagNumber.BMPString, "A")));
        Assert.NotEqual(Name((UniversalTagNumber.UTF8String, "a"), (UniversalTagNumber.UTF8String, "b")), Name((UniversalTagNumber.UTF8String, "b"), (UniversalTagNumber.UTF8String, "a")));
        Assert.NotEqual(Name((UniversalTagNumber.UTF8String, "a"), (UniversalTagNumber.UTF8String, "b")), Name((UniversalTagNumber.UTF8String, "a\n2.5.4.10='b")));
    }

    private static DistinguishedName Name(params (UniversalTagNumber Type, string Text)[] parts)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach (var (type, text) in parts)
            {
                using (writer.PushSetOf())
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier("2.5.4.10");
                    writer.WriteCharacterString(type, text);
                }
            }
        }

        return DistinguishedName.Read(writer.Encode());
    }
}
