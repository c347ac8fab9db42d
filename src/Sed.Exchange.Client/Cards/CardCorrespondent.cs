namespace Sed.Exchange.Client;

/// <summary>An author of the document (автор): for the recipient a correspondent (корреспондент), with the number and date the document has there.</summary>
public sealed record CardCorrespondent : CardElement
{
    /// <summary>Who; neither organisation nor citizen when the passport leaves it open.</summary>
    public required CardParty Party { get; init; }

    /// <summary>The document's number at the correspondent (исходящий номер).</summary>
    public string? Number { get; init; }

    /// <summary>The document's date at the correspondent (дата исходящего).</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Number and date as the passport has them.</summary>
    public CardNumber? Registration { get; init; }
}
