using Sed.Exchange.Delivery.Peers;

namespace Sed.Exchange.Tests.Doubles;

/// <summary>What befalls an exchange.</summary>
internal abstract record WireFault
{
    /// <summary>It never arrives.</summary>
    public sealed record QuestionLost : WireFault;

    /// <summary>It arrives and is answered; the answer does not come back.</summary>
    public sealed record AnswerLost : WireFault;

    /// <summary>Somebody else answers.</summary>
    public sealed record Instead(PeerAnswer Answer) : WireFault;

    /// <summary>The peer answers a container without looking at it, with receipts that it makes up of what the request said.</summary>
    public sealed record Forged(Func<ContainerTransfer, byte[]> Receipt) : WireFault;

    /// <summary>It arrives twice, and the second answer comes back.</summary>
    public sealed record Twice : WireFault;

    /// <summary>One bit of its octets changes on the way.</summary>
    public sealed record Damaged : WireFault;

    /// <summary>It takes so long to arrive, and as long again for the answer.</summary>
    public sealed record Late(TimeSpan Delay, TimeProvider Time) : WireFault;
}
