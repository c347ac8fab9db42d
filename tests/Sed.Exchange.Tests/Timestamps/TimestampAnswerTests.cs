using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Pki;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Timestamps;
using Sed.Exchange.Tests.Doubles;
using Sed.Exchange.Tests.Pki;

namespace Sed.Exchange.Tests.Timestamps;

/// <summary>Questions to an authority of time and the strict reading of its answers.</summary>
public sealed class TimestampAnswerTests
{
    private static readonly DateTimeOffset Noon = Authorities.Noon;
    private static readonly StampingTown Town = new(Suite.Ecdsa, Authorities.NotBefore, Authorities.NotAfter);
    private static readonly TimestampQuestion Question = new(Suite.Ecdsa.Digest("a manifest"u8), new byte[] { 0, 0, 0x80, 4, 5, 6, 7, 8, 9 });

    [Theory]
    [MemberData(nameof(Authorities.SuiteNames), MemberType = typeof(Authorities))]
    public void A_right_answer_is_taken_in_every_suite(string name)
    {
        var suite = Suite.Find(name)!;
        var town = new StampingTown(suite, Authorities.NotBefore, Noon.AddDays(100));
        foreach (var digested in Suite.All)
        {
            var question = Question with { Imprint = digested.Digest("a manifest"u8) };
            var (grant, fault) = Check(town.Authority.Answer(question.Write(), Noon), question, town.Trust);
            Assert.Null(fault);
            Assert.Equal((Noon, Noon.AddDays(100)), (grant!.Time, grant.Ends));
        }
    }

    [Fact]
    public void An_answer_to_another_question_is_not_taken()
    {
        var other = Town.Authority.Answer((Question with { Nonce = new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 } }).Write(), Noon);
        Assert.Equal(TimestampFaultKind.Foreign, Check(other).Fault!.Kind);
        var imprint = Town.Authority.Answer((Question with { Imprint = Suite.Ecdsa.Digest("another"u8) }).Write(), Noon);
        Assert.Equal(TimestampFaultKind.Untrusted, Check(imprint).Fault!.Kind);
        var digest = Town.Authority.Answer((Question with { Imprint = Suite.Gost256.Digest("a manifest"u8) }).Write(), Noon);
        Assert.Equal(TimestampFaultKind.Untrusted, Check(digest).Fault!.Kind);
    }

    [Theory]
    [InlineData(-6, false)]
    [InlineData(-4, true)]
    [InlineData(4, true)]
    [InlineData(6, false)]
    public void The_time_must_be_near_that_of_this_machine(int minutes, bool isTaken)
    {
        var (grant, fault) = Check(Town.Authority.Answer(Question.Write(), Noon.AddMinutes(minutes)));
        Assert.Equal(isTaken, grant is not null);
        if (!isTaken) Assert.Equal(TimestampFaultKind.TimeOff, fault!.Kind);
    }

    [Fact]
    public void Who_is_not_trusted_for_it_may_not_stamp()
    {
        var right = Town.Authority.Answer(Question.Write(), Noon);
        Assert.Equal(TimestampFaultKind.Untrusted, Check(right, Question, new TrustAnchors([Authorities.Root(Suite.Rsa).Certificate], [])).Fault!.Kind);
        Assert.Equal(TimestampFaultKind.Untrusted, Check(right, Question, null).Fault!.Kind);

        // A seal is a right certificate of a trusted authority, and not for this.
        var sealed_ = new TimestampAuthority(Authorities.SealKey(Suite.Ecdsa)).Answer(Question.Write(), Noon);
        Assert.Equal(TimestampFaultKind.Untrusted, Check(sealed_, Question, new TrustAnchors([Authorities.Root(Suite.Ecdsa).Certificate], [])).Fault!.Kind);

        // One whose own certificate has ended.
        var ended = new StampingTown(Suite.Ecdsa, Authorities.NotBefore, Noon.AddDays(-1));
        Assert.Equal(TimestampFaultKind.Untrusted, Check(ended.Authority.Answer(Question.Write(), Noon), Question, ended.Trust).Fault!.Kind);
    }

    [Fact]
    public void A_refusal_says_why()
    {
        Assert.Equal(TimestampFaultKind.Refused, Check(Town.Authority.Answer("rubbish"u8.ToArray(), Noon)).Fault!.Kind);
        Assert.Contains("BadFormat", Check(Town.Authority.Answer("rubbish"u8.ToArray(), Noon)).Fault!.Detail, StringComparison.Ordinal);
        Assert.Contains("UnacceptedPolicy", Check(Town.Authority.Answer((Question with { Policy = "1.2.3" }).Write(), Noon)).Fault!.Detail, StringComparison.Ordinal);
        var own = Question with { Policy = TimestampAuthority.PolicyOid };
        Assert.NotNull(Check(Town.Authority.Answer(own.Write(), Noon), own, Town.Trust).Grant);
        var unasked = Town.Authority.Answer(Question.Write(), Noon);
        Assert.Equal(TimestampFaultKind.Foreign, Check(unasked, Question with { Policy = "1.2.3" }, Town.Trust).Fault!.Kind);
    }

    [Fact]
    public void No_octet_that_means_anything_can_be_altered()
    {
        var answer = Town.Authority.Answer(Question.Write(), Noon);
        var survivors = 0;
        for (var at = 0; at < answer.Length; at++)
        {
            answer[at] ^= 0x01;
            var (grant, fault) = Check(answer);

            // Versions, the status, the list of digest algorithms: CMS signs none of them, and nothing follows from them.
            if (grant is not null) survivors++;
            Assert.True(grant is null ? fault is not null : grant.Time == Noon, $"octet {at}");
            answer[at] ^= 0x01;
        }

        Assert.InRange(survivors, 1, 20);
    }

    [Fact]
    public void Rubbish_is_malformed()
    {
        foreach (var octets in new byte[][] { [], [0], [0x30, 0], [0x30, 0x80], "HTTP/1.1 200 OK"u8.ToArray(), new byte[TimestampAnswer.MaxBytes + 1] })
            Assert.Equal(TimestampFaultKind.Malformed, Check(octets).Fault!.Kind);
        var answer = Town.Authority.Answer(Question.Write(), Noon);
        Assert.Equal(TimestampFaultKind.Malformed, Check([.. answer, 0]).Fault!.Kind);
    }

    private static (TimestampGrant? Grant, TimestampFault? Fault) Check(byte[] answer) => Check(answer, Question, Town.Trust);

    private static (TimestampGrant? Grant, TimestampFault? Fault) Check(byte[] answer, TimestampQuestion question, TrustAnchors? trust) =>
        TimestampAnswer.Check(answer, question, new PathQuestion { At = Noon, Anchors = trust }, Noon, TimeSpan.FromMinutes(5));
}
