namespace Sed.Exchange.Node.Json;

/// <summary><c>sedx-quarantine/1</c>: what is kept apart from the mail.</summary>
/// <param name="Items">Held first, then the newest refusals.</param>
public sealed record QuarantineDocument(IReadOnlyList<QuarantineItemDocument> Items)
{
    /// <summary>Name of the contract.</summary>
    public string Schema => "sedx-quarantine/1";
}
