namespace Sed.Exchange.Client;

/// <summary>
/// What a letter is known by. Ids of messages are chosen by their senders, so that two may send under one; and one sender may send its recipients
/// different letters under one. The node knows a letter by all three, and so must whoever registers it.
/// </summary>
internal static class LetterKey
{
    /// <summary>Letters, digits, <c>-</c> and <c>_</c>: the name of a folder on any disk. The message comes first: ids that nodes make sort by time.</summary>
    public static string Of(Party sender, Guid messageId, Party recipient) => $"{messageId}_{sender.Id}_{recipient.Id}";
}
