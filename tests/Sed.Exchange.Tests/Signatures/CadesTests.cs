using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Tests.Pki;

namespace Sed.Exchange.Tests.Signatures;

public class CadesTests
{
    public static TheoryData<string> Names => Authorities.SuiteNames;

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_signed_is_read_back(string name)
    {
        var key = Authorities.SealKey(Suite.Find(name)!);
        var digest = key.Suite.Digest("content"u8);

        var read = Cades.Read(Cades.Sign(key, digest, Authorities.Noon));

        Assert.Equal(VerdictResult.Passed, read.Result);
        Assert.Equal(key.Certificate, read.Signer);
        Assert.Same(key.Suite, read.Suite);
        Assert.Equal(Authorities.Noon, read.SigningTime);
        Assert.Equal([new SignedReference("", digest)], read.References);
        Assert.Contains(read.Findings, finding => finding is { Stage: VerdictStage.Signature, Result: VerdictResult.Passed });
    }
}
