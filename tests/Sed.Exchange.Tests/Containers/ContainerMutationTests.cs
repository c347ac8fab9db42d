using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Tests.Containers;

/// <summary>No octet of a container may change without being noticed: neither what it means nor, the seal intact, what it is called.</summary>
public sealed class ContainerMutationTests
{
    private static bool IsLong => Environment.GetEnvironmentVariable("SEDX_LONG") == "1";

    [Theory]
    [InlineData("gost-2012-256", 53)]
    [InlineData("gost-2012-512", 101)]
    [InlineData("rsa-sha256", 37)]
    [InlineData("ecdsa-p256-sha256", 37)]
    public void A_container_with_one_octet_altered_is_never_passed(string suite, int stride)
    {
        var town = new Town(Suite.Find(suite)!);
        var directory = town.Directory;
        var container = town.SealContainer();
        Assert.Equal(VerdictResult.Passed, Town.Open(container, directory).Verdict.Result);
        var passed = new List<string>();
        for (var at = 0; at < container.Length; at += IsLong ? 1 : stride)
        {
            foreach (var mask in (byte[])[0x01, 0x20, 0x80])
            {
                if (mask != 0x01 && at % 7 != 0) continue;
                container[at] ^= mask;
                var opened = Town.Open(container, directory);
                if (opened.Verdict.Result == VerdictResult.Passed || opened.Envelope is not null) passed.Add($"{at} ^ {mask:x2}");
                container[at] ^= mask;
            }
        }

        Assert.Empty(passed);
    }

    [Fact]
    public void A_container_cut_anywhere_is_refused()
    {
        var town = new Town(Suite.Gost256);
        var directory = town.Directory;
        var container = town.SealContainer();
        for (var length = 0; length < container.Length; length += 3)
        {
            var opened = Town.Open(container[..length], directory);
            Assert.Equal(VerdictResult.Failed, opened.Verdict.Result);
            Assert.Null(opened.Envelope);
        }
    }
}
