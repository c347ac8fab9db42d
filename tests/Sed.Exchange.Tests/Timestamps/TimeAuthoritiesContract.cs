using Microsoft.Extensions.Time.Testing;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery.Stamping;
using Sed.Exchange.Tests.Doubles;
using Sed.Exchange.Tests.Pki;

namespace Sed.Exchange.Tests.Timestamps;

/// <summary>What whoever asks authorities of time must do. A new way to ask proves itself by deriving from this.</summary>
public abstract class TimeAuthoritiesContract
{
    private protected FakeTimeProvider Time { get; } = new(Authorities.Noon);

    /// <summary>One source of nonces for all that are opened: none comes twice.</summary>
    private protected SeededEntropy Chance => field ??= new SeededEntropy(3, Time);

    private protected StampingTown Town { get; } = new(Suite.Ecdsa, Authorities.NotBefore, Authorities.NotAfter);

    private static readonly DigestValue Imprint = Suite.Ecdsa.Digest("a manifest"u8);

    /// <summary>Opens it on an authority that answers so; null from it: nobody answers.</summary>
    private protected abstract ITimeAuthorities Open(Func<byte[], byte[]?> answer, TrustAnchors trust);

    [Fact]
    public async Task A_right_token_is_given()
    {
        var granted = Assert.IsType<StampAnswer.Granted>(await Ask(question => Town.Authority.Answer(question, Time.GetUtcNow())));
        Assert.Equal((Authorities.Noon, Authorities.NotAfter), (granted.Grant.Time, granted.Grant.Ends));
    }

    [Fact]
    public async Task Nobody_there_is_an_answer_and_no_exception() => await None(StampCodes.Unreachable, _ => null);

    [Fact]
    public async Task An_old_answer_is_not_taken_again()
    {
        byte[]? first = null;
        Assert.IsType<StampAnswer.Granted>(await Ask(question => first = Town.Authority.Answer(question, Time.GetUtcNow())));
        await None(StampCodes.Untrusted, _ => first);
    }

    [Fact]
    public async Task Refusals_rubbish_strangers_and_wrong_clocks_are_told_apart()
    {
        await None(StampCodes.Refused, _ => Town.Authority.Answer("rubbish"u8.ToArray(), Time.GetUtcNow()));
        await None(StampCodes.Untrusted, _ => "<html>Welcome</html>"u8.ToArray());
        await None(StampCodes.Untrusted, question => new StampingTown(Suite.Ecdsa, Authorities.NotBefore, Authorities.NotAfter).Authority.Answer(question, Time.GetUtcNow()));
        await None(StampCodes.Untrusted, question => Town.Authority.Answer(question, Time.GetUtcNow().AddHours(1)));
    }

    private Task<StampAnswer> Ask(Func<byte[], byte[]?> answer) => Open(answer, Town.Trust).StampAsync(Imprint, CancellationToken.None);

    private async Task None(string code, Func<byte[], byte[]?> answer) => Assert.Equal(code, Assert.IsType<StampAnswer.None>(await Ask(answer)).Code);
}
