using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Packages.Cards;

/// <summary>An author of the document (автор): for the recipient a correspondent (корреспондент), with the number and date the document has there.</summary>
public sealed record CardCorrespondent : CardElement
{
    /// <summary>Who; neither organisation nor citizen when the passport leaves it open.</summary>
    public required CardParty Party { get; init; }

    /// <summary>The document's number at the correspondent (исходящий номер).</summary>
    public string? Number => Registration?.Number.Trim();

    /// <summary>The document's date at the correspondent (дата исходящего).</summary>
    public DateOnly? Date => Registration?.Date;

    /// <summary>Number and date as the passport has them.</summary>
    public SevRegisteredNumber? Registration { get; init; }

    /// <summary>Content of unknown namespaces; null: none.</summary>
    public SevForeign? Foreign { get; init; }

    internal static CardCorrespondent From(SevAuthor author) => new()
    {
        Party = new CardParty { Organisation = author.Contact, Citizen = author.PrivatePerson },
        Registration = author.Registration,
        Foreign = author.Foreign,
    };

    internal SevAuthor ToAuthor() => new()
    {
        Contact = Party.Organisation,
        Registration = Registration,
        PrivatePerson = Party.Citizen,
        Foreign = Foreign,
    };
}
