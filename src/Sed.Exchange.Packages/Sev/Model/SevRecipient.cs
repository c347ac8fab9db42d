namespace Sed.Exchange.Packages.Sev;

/// <summary><c>Recipient</c>, получатель: the addressees that live in one document management system, merged into one message.</summary>
public sealed record SevRecipient : SevElement
{
    /// <summary><c>Contact</c>, получатели сообщения: at least one; only these are the recipients of this message.</summary>
    public required IReadOnlyList<SevContact> Contacts { get; init; }

    /// <summary><c>EDMS</c>, СЭД получателя; null when absent.</summary>
    public SevEdms? Edms { get; init; }
}
