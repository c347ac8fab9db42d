using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Packages;
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

    [Fact]
    public void The_same_package_sealed_twice_differs_in_the_seal_only()
    {
        var town = new Town(Suite.Gost256);
        var (first, second) = (Forgery.TakeApart(town.SealContainer()), Forgery.TakeApart(town.SealContainer()));
        var differing = first.Zip(second).Where(pair => !pair.First.Content.AsSpan().SequenceEqual(pair.Second.Content)).Select(pair => pair.First.Name);
        Assert.Equal(["META-INF/signature.p7s"], differing);
    }

    [Fact]
    public void Mimetype_comes_first_where_tools_look_for_it()
    {
        // ETSI EN 319 162-1 annex A.1: "PK" at 0, "mimetype" at 30, its value at 38.
        var container = new Town(Suite.Ecdsa).SealContainer();
        Assert.Equal("PK\u0003\u0004"u8, container.AsSpan(0, 4));
        Assert.Equal("mimetypeapplication/vnd.etsi.asic-e+zip"u8, container.AsSpan(30, 39));
    }

    [Theory]
    [InlineData("a/b.txt")]
    [InlineData("a\\b.txt")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("line\nbreak.txt")]
    [InlineData("nul\0.txt")]
    public void A_file_name_that_cannot_be_carried_is_refused_before_anything_is_sealed(string name) =>
        Assert.Throws<ArgumentException>(() => new Town(Suite.Ecdsa).SealContainer(files: [Town.File(name)]));

    [Fact]
    public void Drafts_that_no_envelope_can_have_are_refused()
    {
        var town = new Town(Suite.Ecdsa);
        Assert.Throws<ArgumentException>(() => town.SealContainer(files: []));
        Assert.Throws<ArgumentException>(() => town.SealContainer(files: [Town.File("a"), Town.File("a")]));
        Assert.Throws<ArgumentException>(() => town.SealContainer(Town.Draft with { DeliverBy = Town.SentAt }));
        Assert.Throws<ArgumentException>(() => town.SealContainer(Town.Draft with { DeliverBy = Town.SentAt.AddDays(31) }));
        Assert.Throws<ArgumentException>(() => town.SealContainer(Town.Draft with { Protection = "kuznyechik" }));
        Assert.Throws<ArgumentException>(() => town.SealContainer(Town.Draft with { Recipients = [] }));
        Assert.Throws<ArgumentException>(() => town.SealContainer(Town.Draft with { Recipients = [Town.Recipient, Town.Recipient] }));
        Assert.Throws<ArgumentException>(() => town.SealContainer(Town.Draft with { SenderNode = "Not a node" }));
        Assert.Throws<ArgumentException>(() => town.SealContainer(Town.Draft with { Priority = 10 }));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(8)]
    public void A_file_that_changes_while_it_is_sealed_stops_the_sealing(long announced) =>
        Assert.Throws<IOException>(() => new Town(Suite.Ecdsa).SealContainer(files: [new PackageFile("a.txt", announced, () => new MemoryStream(new byte[7]))]));

    [Fact]
    public void A_file_may_be_read_by_several_at_once()
    {
        var town = new Town(Suite.Ecdsa);
        var contents = Enumerable.Range(0, 8).Select(i => Enumerable.Repeat((byte)i, 300_000).ToArray()).ToList();
        var opened = Town.Open(town.SealContainer(files: [.. contents.Select((content, i) => Town.File($"{i}.bin", content))]), town.Directory);
        Parallel.For(0, 32, i =>
        {
            using var stream = opened.OpenFile(i % 8);
            Assert.Equal(contents[i % 8], Read(stream));
        });
    }

    [Fact]
    public void Memory_does_not_grow_with_the_container()
    {
        var town = new Town(Suite.Rsa);
        var large = new byte[48 * 1024 * 1024];
        using var output = new MemoryStream(large.Length + 100_000);
        ContainerFile.Write(output, Town.Draft, [Town.File("large.bin", large)], town.Seal, CancellationToken.None);
        Town.Open(town.SealContainer(), town.Directory);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var opened = ContainerFile.Open(output, ContainerLimits.Default, town.Directory, Town.Now, CancellationToken.None);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(VerdictResult.Passed, opened.Verdict.Result);
        Assert.True(allocated < 4_000_000, $"{allocated} octets");
    }

    [Fact]
    public void Work_stops_when_it_is_cancelled()
    {
        var town = new Town(Suite.Ecdsa);
        using var output = new MemoryStream(town.SealContainer());
        Assert.Throws<OperationCanceledException>(() => ContainerFile.Open(output, ContainerLimits.Default, town.Directory, Town.Now, new CancellationToken(true)));
        Assert.Throws<OperationCanceledException>(() => ContainerFile.Write(new MemoryStream(), Town.Draft, Town.Files, town.Seal, new CancellationToken(true)));
    }

    private static byte[] Read(Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
