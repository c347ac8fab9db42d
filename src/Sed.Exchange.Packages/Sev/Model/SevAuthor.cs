namespace Sed.Exchange.Packages.Sev;

/// <summary><c>Author</c>, автор документа: an organisation's official or a citizen, exactly one of the two.</summary>
public sealed record SevAuthor : SevElement
{
    /// <summary><c>Contact</c>, организация и должностное лицо.</summary>
    public SevContact? Contact { get; init; }

    /// <summary><c>RegistrationInfo</c>, номер и дата документа у автора.</summary>
    public SevRegisteredNumber? Registration { get; init; }

    /// <summary><c>PrivatePerson</c>, гражданин.</summary>
    public SevPrivatePerson? PrivatePerson { get; init; }
}
