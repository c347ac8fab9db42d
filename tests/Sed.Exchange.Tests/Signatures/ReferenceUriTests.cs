using Sed.Exchange.Containers.Signatures;

namespace Sed.Exchange.Tests.Signatures;

public class ReferenceUriTests
{
    [Theory]
    [InlineData("envelope.xml", "envelope.xml")]
    [InlineData("content/Ё №1.pdf", "content/%D0%81%20%E2%84%961.pdf")]
    [InlineData("content/a%41.txt", "content/a%2541.txt")]
    [InlineData("content/a:b?c#d", "content/a%3Ab%3Fc%23d")]
    [InlineData("content/e\u0301", "content/e%CC%81")]
    public void Names_go_there_and_back_byte_for_byte(string name, string reference)
    {
        Assert.Equal(reference, ReferenceUri.Escape(name));
        Assert.Equal(name, ReferenceUri.Decode(reference));
    }

    [Fact]
    public void Names_are_decoded_exactly_once() => Assert.Equal("a%41", ReferenceUri.Decode("a%2541"));

    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("http://example.com/a")]
    [InlineData("a?b")]
    [InlineData("#a")]
    [InlineData("../a")]
    [InlineData("content/./a")]
    [InlineData("content/%2E%2E/a")]
    [InlineData("a%")]
    [InlineData("a%4")]
    [InlineData("a%zz")]
    [InlineData("%FF")]
    [InlineData("%C0%AF")]
    [InlineData("Ё")]
    [InlineData("a b")]
    [InlineData("a\\b")]
    public void What_is_no_name_is_refused(string reference) => Assert.Null(ReferenceUri.Decode(reference));
}
