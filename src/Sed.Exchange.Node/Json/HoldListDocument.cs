namespace Sed.Exchange.Node.Json;

/// <summary><c>sedx-hold/1</c>: messages in dispute; after a change, the one changed as it is now.</summary>
/// <param name="Holds">By message.</param>
public sealed record HoldListDocument(IReadOnlyList<HoldDocument> Holds)
{
    /// <summary>Name of the contract.</summary>
    public string Schema => "sedx-hold/1";
}
