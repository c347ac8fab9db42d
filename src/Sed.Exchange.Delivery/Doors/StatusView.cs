using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>Answers "did they get it?": one message with its deliveries and timelines, from what this node has.</summary>
public static class StatusView
{
    /// <summary>Reads a message; null when this node does not know it.</summary>
    public static MessageStatus? Read(IJournalReader journal, Guid messageId) => throw new NotImplementedException();
}
