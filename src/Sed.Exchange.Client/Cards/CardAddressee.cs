namespace Sed.Exchange.Client;

/// <summary>An addressee of the document, whether or not this message goes to it.</summary>
public sealed record CardAddressee : CardElement
{
    /// <summary>Who.</summary>
    public required CardParty Party { get; init; }
}
