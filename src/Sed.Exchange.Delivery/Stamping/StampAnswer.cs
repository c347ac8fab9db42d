using Sed.Exchange.Containers.Timestamps;

namespace Sed.Exchange.Delivery.Stamping;

/// <summary>What became of asking for a time-stamp.</summary>
public abstract record StampAnswer
{
    private StampAnswer()
    {
    }

    /// <summary>A token, checked.</summary>
    /// <param name="Grant">The token.</param>
    public sealed record Granted(TimestampGrant Grant) : StampAnswer;

    /// <summary>None.</summary>
    /// <param name="Code">One of <see cref="StampCodes"/>.</param>
    /// <param name="Detail">Facts of this case: of each authority that was asked.</param>
    public sealed record None(string Code, string Detail) : StampAnswer;
}
