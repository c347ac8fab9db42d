namespace Sed.Exchange.Node.Api.Documents;

/// <summary>The document a report is about: as the report names it, and as this node knows it.</summary>
/// <param name="Uid">GUID of its card.</param>
/// <param name="Number">Its number at its sender.</param>
/// <param name="Date">Its date.</param>
/// <param name="MessageId">The message that brought it; null: this node does not know it.</param>
/// <param name="ClientReference">The reference its sender's installation gave it.</param>
/// <param name="SentAt">When it was sealed.</param>
public sealed record CardOriginal(string Uid, string Number, DateOnly Date, Guid? MessageId, string? ClientReference, DateTimeOffset? SentAt);
