using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Node.Json;

/// <summary>A message in dispute.</summary>
/// <param name="MessageId">The message.</param>
/// <param name="Reason">Why, in the administrator's words.</param>
/// <param name="Since">Since when.</param>
public sealed record HoldDocument(Guid MessageId, string Reason, DateTimeOffset Since)
{
    /// <summary>The document of a row; null of none.</summary>
    public static HoldDocument? From(HoldRow? row) => row is null ? null : new HoldDocument(row.MessageId, row.Reason, row.Since);
}
