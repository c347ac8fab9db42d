using System.Text;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Evidence;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Timestamps;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Tests.Containers;
using Sed.Exchange.Tests.Doubles;
using Sed.Exchange.Tests.Pki;

namespace Sed.Exchange.Tests.Evidence;

/// <summary>Time-stamps in an evidence file: what they cover, what they prove, what they do not.</summary>
public sealed class EvidenceTimestampTests
{
    private static readonly DateTimeOffset StampedAt = DateTimeOffset.FromUnixTimeSeconds(Town.Now.ToUnixTimeSeconds() - 180);

    private static readonly Town Place = new(Suite.Ecdsa);
    private static readonly StampingTown Time = new(Suite.Ecdsa, Authorities.NotBefore, Authorities.NotAfter);
    private static readonly byte[] Container = Place.SealContainer();
    private static readonly byte[] Accepted = Receipt(ReceiptKind.Accepted, "region", Place.NodeKey);
    private static readonly byte[] Delivered = Receipt(ReceiptKind.Delivered, "town", Keys.Get(Suite.Ecdsa, "townNode"));

    [Theory]
    [MemberData(nameof(Authorities.SuiteNames), MemberType = typeof(Authorities))]
    public void A_token_over_the_container_proves_when_it_existed(string suite)
    {
        var town = new StampingTown(Suite.Find(suite)!, Authorities.NotBefore, Authorities.NotAfter);
        var opened = Open(Write(Stamp(town, StampManifest.Write([Suite.Ecdsa.Digest(Accepted)], [Suite.Ecdsa.Digest(Container)]))), town.Trust);

        Assert.Equal(VerdictResult.Passed, opened.Verdict.Result);
        Assert.Equal((StampedAt, "RFC 3161 time-stamp"), (opened.Verdict.TimeUsed, opened.Verdict.TimeWhy));
        Assert.Equal(StampedAt, opened.ProvenAt);
        Assert.Equal(VerdictResult.Passed, Find(opened, FindingCodes.EvidenceTimestamp).Result);
        Assert.Equal("1 of 2 receipts", Find(opened, FindingCodes.EvidenceNotStamped).Seen);
    }

    [Fact]
    public void A_token_over_a_receipt_about_the_container_proves_the_container()
    {
        var opened = Open(Write(Stamp(Time, StampManifest.Write([Suite.Gost256.Digest(Delivered), Suite.Gost256.Digest("another's"u8)], []))), Time.Trust);
        Assert.Equal((VerdictResult.Passed, StampedAt), (opened.Verdict.Result, opened.Verdict.TimeUsed));
    }

    [Fact]
    public void A_token_of_an_authority_that_nobody_trusts_proves_nothing_and_spoils_nothing()
    {
        var file = Write(Stamp(Time, StampManifest.Write([], [Suite.Ecdsa.Digest(Container)])));
        var opened = Open(file, new StampingTown(Suite.Ecdsa, Authorities.NotBefore, Authorities.NotAfter).Trust);
        Assert.Equal((VerdictResult.Passed, "receipt of another node"), (opened.Verdict.Result, opened.Verdict.TimeWhy));
        Assert.Equal(VerdictResult.Indeterminate, Find(opened, FindingCodes.EvidenceTimestamp).Result);

        var bare = EvidenceFile.OpenCryptoOnly(new MemoryStream(file), ContainerLimits.Default, Town.Now, CancellationToken.None);
        Assert.Equal(VerdictResult.Passed, bare.Verdict.Result);
        Assert.Null(bare.ProvenAt);
    }

    [Fact]
    public void A_token_later_than_the_time_of_judging_proves_nothing_for_it()
    {
        var file = Write(Stamp(Time, StampManifest.Write([], [Suite.Ecdsa.Digest(Container)]), Town.Now.AddDays(3)));
        Assert.NotEqual("RFC 3161 time-stamp", Open(file, Time.Trust).Verdict.TimeWhy);
    }

    [Fact]
    public void A_stamp_over_nothing_in_the_file_is_refused()
    {
        var opened = Open(Write(Stamp(Time, StampManifest.Write([Suite.Ecdsa.Digest("another's"u8)], []))), Time.Trust);
        Assert.Equal(VerdictResult.Failed, opened.Verdict.Result);
        Assert.Equal(VerdictResult.Failed, Find(opened, FindingCodes.EvidenceTimestampForeign).Result);
    }

    // Every octet with SEDX_LONG.
    [Theory]
    [InlineData("timestamps/01/ASiCManifest.xml", 0)]
    [InlineData("timestamps/01/certificate.pem", 0)]
    [InlineData("timestamps/01/timestamp.tst", 30)]
    public void Every_octet_of_a_stamp_counts(string entry, int withoutMeaning)
    {
        var stride = Environment.GetEnvironmentVariable("SEDX_LONG") == "1" ? 1 : 29;
        var file = Write(Stamp(Time, StampManifest.Write([Suite.Ecdsa.Digest(Accepted)], [Suite.Ecdsa.Digest(Container)])));
        var length = 0;
        Forgery.With(file, entries => length = entries.Single(one => one.Name == entry).Item2.Length);
        var survivors = new List<int>();
        for (var at = 0; at < length; at += stride)
        {
            var position = at;
            var opened = Open(
                Forgery.With(file, entries =>
                {
                    var index = entries.FindIndex(one => one.Name == entry);
                    var octets = entries[index].Item2.ToArray();
                    octets[position] ^= 0x01;
                    entries[index] = (entry, octets);
                }),
                Time.Trust);

            // Of a token CMS signs neither its versions nor its list of digest algorithms, and nothing follows from them.
            if (opened.Verdict.Result == VerdictResult.Passed) survivors.Add(at);
            else Assert.Equal(VerdictResult.Failed, opened.Verdict.Result);
            if (opened.Verdict.TimeWhy == "RFC 3161 time-stamp") Assert.Equal(StampedAt, opened.Verdict.TimeUsed);
        }

        Assert.True(survivors.Count <= withoutMeaning, string.Join(' ', survivors));
    }

    [Fact]
    public void Entries_that_belong_to_no_stamp_are_refused()
    {
        var file = Write(Stamp(Time, StampManifest.Write([], [Suite.Ecdsa.Digest(Container)])));
        foreach (var entry in new[] { "timestamps/x", "timestamps/02/ASiCManifest.xml", "timestamps/01/more.tst" })
            Assert.Equal(VerdictResult.Failed, Open(Forgery.With(file, entries => entries.Add((entry, "x"u8.ToArray()))), Time.Trust).Verdict.Result);
    }

    [Fact]
    public void The_guide_names_the_commands_for_each_stamp_and_what_it_covers()
    {
        var first = Stamp(Time, StampManifest.Write([Suite.Ecdsa.Digest(Accepted)], [Suite.Ecdsa.Digest(Container)]));
        var file = Write(first, Stamp(Time, StampManifest.Renew(Suite.Ecdsa, [(first.Manifest, first.Token)]), Town.Now.AddMinutes(-1)));
        var guide = "";
        Forgery.With(file, entries => guide = Encoding.UTF8.GetString(entries.Single(one => one.Name == "VERIFY.txt").Item2));
        Assert.Equal(2, guide.Split("ts -verify -token_in").Length - 1);
        foreach (var entry in new[] { "receipts/01-Accepted-region.asics", "container.asice" }) Assert.Contains($"-binary {entry} | base64 -w0)\" timestamps/01/ASiCManifest.xml", guide, StringComparison.Ordinal);
        Assert.Contains("-binary timestamps/01/timestamp.tst | base64 -w0)\" timestamps/02/ASiCManifest.xml", guide, StringComparison.Ordinal);
        Assert.Equal(VerdictResult.Passed, Open(file, Time.Trust).Verdict.Result);
    }

    private static StampedPart Stamp(StampingTown town, byte[] manifest, DateTimeOffset? at = null)
    {
        var question = new TimestampQuestion(Suite.Gost256.Digest(manifest), new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 });
        var time = at ?? StampedAt;
        var (grant, fault) = TimestampAnswer.Check(town.Authority.Answer(question.Write(), time), question, new PathQuestion { At = time, Anchors = town.Trust }, time, TimeSpan.FromMinutes(1));
        return grant is null ? throw new InvalidOperationException(fault!.ToString()) : new StampedPart(manifest, grant.Token);
    }

    private static byte[] Receipt(ReceiptKind kind, string node, SigningKey key) =>
        ReceiptFile.Write(Place.Receipt(kind) with { Container = Place.Suite.Digest(Container), IssuerNode = node }, key);

    private static byte[] Write(params IReadOnlyList<StampedPart> stamps)
    {
        using var output = new MemoryStream();
        EvidenceFile.Write(
            output,
            new EvidenceContents
            {
                ContainerLength = Container.Length,
                OpenContainer = () => new MemoryStream(Container, false),
                Receipts = [Accepted, Delivered],
                Directories = [DirectoryFile.Write(Place.Directory, Place.DirectoryKey, Town.Now)],
                Timestamps = stamps,
                VerdictJson = "{}"u8.ToArray(),
                TimelineJson = "{}"u8.ToArray(),
                At = Town.Now,
            },
            CancellationToken.None);
        return output.ToArray();
    }

    private static OpenedEvidence Open(byte[] file, TrustAnchors trust) => EvidenceFile.Open(
        new MemoryStream(file), ContainerLimits.Default, [Place.DirectoryKey.Certificate.Thumbprint], Town.Now, CancellationToken.None, new PathQuestion { At = Town.Now, Anchors = trust });

    private static Finding Find(OpenedEvidence opened, string code) => opened.Verdict.AllFindings().Single(finding => finding.Code == code);
}
