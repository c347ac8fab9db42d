namespace Sed.Exchange.Packages.Emchd;

/// <summary>Who grants or receives: an organisation, with the persons who act for it without a power of attorney (<c>ЛицоБезДов</c>), or persons alone.</summary>
/// <param name="Organisation">The organisation; null: a person or an entrepreneur.</param>
/// <param name="Persons">Of an organisation that grants its heads; else the person.</param>
public sealed record EmchdParty(EmchdOrganisation? Organisation, IReadOnlyList<EmchdPerson> Persons)
{
    /// <summary><c>@ПолнЮЛ</c> is 2: those who act for the organisation do so only together.</summary>
    public bool IsJoint { get; init; }
}
