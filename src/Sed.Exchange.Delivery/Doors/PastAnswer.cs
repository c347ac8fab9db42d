using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>What was said about the same octets for the same recipient before.</summary>
internal abstract record PastAnswer
{
    private PastAnswer()
    {
    }

    /// <summary>This receipt; it is given again, octet for octet (promise 4).</summary>
    public sealed record Given(ReceiptRow Receipt) : PastAnswer;

    /// <summary>A receipt that was given to somebody else and is not this peer's.</summary>
    public sealed record Withheld(Problem Problem) : PastAnswer;
}
