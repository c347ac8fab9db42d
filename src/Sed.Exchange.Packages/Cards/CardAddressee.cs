using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Packages.Cards;

/// <summary>An addressee of the document (адресат), whether or not this message goes to it.</summary>
public sealed record CardAddressee : CardElement
{
    /// <summary>Who (организация или гражданин).</summary>
    public required CardParty Party { get; init; }

    /// <summary>Content of unknown namespaces; null: none.</summary>
    public SevForeign? Foreign { get; init; }

    internal static CardAddressee From(SevAddressee addressee) => new()
    {
        Party = new CardParty { Organisation = addressee.Contact, Citizen = addressee.PrivatePerson },
        Foreign = addressee.Foreign,
    };

    internal SevAddressee ToAddressee() => new() { Contact = Party.Organisation, PrivatePerson = Party.Citizen, Foreign = Foreign };
}
