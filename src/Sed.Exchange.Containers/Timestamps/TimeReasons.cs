namespace Sed.Exchange.Containers.Timestamps;

/// <summary>Why a time was used, as verdicts write it (<c>timeUsed.why</c>); the words of commands say each in both languages.</summary>
public static class TimeReasons
{
    /// <summary>A time-stamp token over the signature.</summary>
    public const string Timestamp = "RFC 3161 time-stamp";

    /// <summary>A receipt of another organisation's node: one's own word is a claim (DESIGN section 7).</summary>
    public const string Receipt = "receipt of another node";

    /// <summary>The time that was asked about.</summary>
    public const string Argument = "argument --at";

    /// <summary>Nothing proves an earlier one.</summary>
    public const string Checking = "time of checking";
}
