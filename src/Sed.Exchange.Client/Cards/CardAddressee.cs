namespace Sed.Exchange.Client;

/// <summary>An addressee of the document (адресат), whether or not this message goes to it.</summary>
public sealed record CardAddressee : CardElement
{
    /// <summary>Who (организация или гражданин).</summary>
    public required CardParty Party { get; init; }
}
