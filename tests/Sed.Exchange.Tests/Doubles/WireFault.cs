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
}
