using System.Text;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Tests.Pki;

namespace Sed.Exchange.Tests.Signatures;

public class XadesTests
{
    [Theory]
    [InlineData("rsa-sha256")]
    [InlineData("ecdsa-p256-sha256")]
    public void What_is_signed_is_read_back(string name)
    {
        var key = Authorities.SealKey(Suite.Find(name)!);
        SignedReference[] references = [Reference(key, "envelope.xml"), Reference(key, "content/Письмо №1 (черновик) 100%.pdf"), Reference(key, "content/a&b<c>'d\"?#:.txt")];

        var read = Xades.Read(Xades.Sign(key, references, Authorities.Noon));

        Assert.Equal(VerdictResult.Passed, read.Result);
        Assert.Equal(key.Certificate, read.Signer);
        Assert.Equal(Authorities.Noon, read.SigningTime);
        Assert.Equal(references, read.References);
    }

    internal static SignedReference Reference(SigningKey key, string name) => new(name, key.Suite.Digest(Encoding.UTF8.GetBytes(name)));
}
