namespace Sed.Exchange.Delivery.Stamping;

/// <summary>Why there is no time-stamp yet. Mail does not wait for it.</summary>
public static class StampCodes
{
    /// <summary>No authority answered.</summary>
    public const string Unreachable = "tsa-unreachable";

    /// <summary>An authority answered that it gives no token.</summary>
    public const string Refused = "tsa-refused";

    /// <summary>What an authority answered is not taken: not to this question, not of a trusted authority, or of another time.</summary>
    public const string Untrusted = "tsa-untrusted";
}
