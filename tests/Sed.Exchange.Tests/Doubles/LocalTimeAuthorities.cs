using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Timestamps;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Stamping;

namespace Sed.Exchange.Tests.Doubles;

/// <summary>Authorities of time in this process: everything of the real ones but the wire. Null from <paramref name="answer"/>: nobody answers.</summary>
internal sealed class LocalTimeAuthorities(Func<byte[], byte[]?> answer, Func<TrustAnchors> trust, TimeProvider time, IEntropy entropy) : ITimeAuthorities
{
    public int Asked { get; private set; }

    public Task<StampAnswer> StampAsync(DigestValue imprint, CancellationToken cancel)
    {
        Asked++;
        var question = new TimestampQuestion(imprint, entropy.NewId().ToByteArray());
        if (answer(question.Write()) is not { } octets) return Task.FromResult<StampAnswer>(new StampAnswer.None(StampCodes.Unreachable, "nobody answers"));
        var now = time.GetUtcNow();
        var (grant, fault) = TimestampAnswer.Check(octets, question, new PathQuestion { At = now, Anchors = trust() }, now, TimeSpan.FromMinutes(5));
        return Task.FromResult<StampAnswer>(fault is null
            ? new StampAnswer.Granted(grant!)
            : new StampAnswer.None(fault.Kind == TimestampFaultKind.Refused ? StampCodes.Refused : StampCodes.Untrusted, fault.ToString()));
    }
}
