namespace Sed.Exchange.Client;

/// <summary>Why an installation declines: a closed set, because receipts carry no free text.</summary>
public static class DeclineReason
{
    /// <summary>Addressed to somebody else.</summary>
    public const string WrongAddressee = "SEDX-DECLINED_WRONG_ADDRESSEE";

    /// <summary>The installation cannot read the package.</summary>
    public const string Unreadable = "SEDX-DECLINED_UNREADABLE";

    /// <summary>Already received by another way.</summary>
    public const string AlreadyReceived = "SEDX-DECLINED_ALREADY_RECEIVED";

    /// <summary>Another reason; a registration report says it.</summary>
    public const string Other = "SEDX-DECLINED_OTHER";
}
