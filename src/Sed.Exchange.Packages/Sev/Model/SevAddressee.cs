namespace Sed.Exchange.Packages.Sev;

/// <summary><c>Addressee</c>, адресат документа: an organisation or a citizen, one of the two.</summary>
public sealed record SevAddressee : SevElement
{
    /// <summary><c>Contact</c>, организация и должностное лицо.</summary>
    public SevContact? Contact { get; init; }

    /// <summary><c>PrivatePerson</c>, гражданин.</summary>
    public SevPrivatePerson? PrivatePerson { get; init; }
}
