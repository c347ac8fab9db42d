namespace Sed.Exchange.Containers.Verdicts;

/// <summary>
/// Every code a verdict or a receipt can carry. A code never changes its meaning; texts in both languages are in
/// <c>Texts/</c>, and a test compares this class with them.
/// </summary>
public static class FindingCodes
{
    /// <summary>No trust anchors were given; the path cannot be judged.</summary>
    public const string NoTrust = "SEDX-NO_TRUST";

    /// <summary>A limit against hostile input was exceeded; the finding says which.</summary>
    public const string LimitExceeded = "SEDX-LIMIT_EXCEEDED";
}
