using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Tests.Pki;

namespace Sed.Exchange.Tests.Containers;

public sealed class ContainerFileTests
{
    [Theory]
    [MemberData(nameof(Authorities.SuiteNames), MemberType = typeof(Authorities))]
    public void A_container_opens_with_everything_it_was_sealed_with(string suite)
    {
        var town = new Town(Suite.Find(suite)!);
        using var output = new MemoryStream();
        var sealedContainer = ContainerFile.Write(output, Town.Draft, Town.Files, town.Seal, CancellationToken.None);

        var opened = Town.Open(output.ToArray(), town.Directory);

        Assert.True(opened.Verdict.Result == VerdictResult.Passed, string.Join("; ", opened.Verdict.AllFindings()));
        Assert.Equal(sealedContainer.Digest, opened.Digest);
        Assert.Equal(town.Suite.Digest(output.ToArray()), opened.Digest);
        Assert.Equal(output.Length, sealedContainer.Length);
        Assert.Equal(town.Seal.Certificate, opened.Seal);
        Assert.Equivalent(sealedContainer.Envelope, opened.Envelope, strict: true);
        Assert.Equal(Town.Draft.PackageMessageId, opened.Envelope!.PackageMessageId);
        for (var i = 0; i < Town.Files.Count; i++)
        {
            using var expected = Town.Files[i].Open();
            using var actual = opened.OpenFile(i);
            Assert.Equal(Read(expected), Read(actual));
        }
    }

    private static byte[] Read(Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
