namespace Sed.Exchange.Packages.Sev;

/// <summary><c>Address</c>, почтовый адрес.</summary>
public sealed record SevAddress : SevElement
{
    /// <summary><c>ZipCode</c>, почтовый индекс.</summary>
    public string? ZipCode { get; init; }

    /// <summary><c>Region</c>, регион; its <c>@UID</c> is the индекс СЭВ of the region.</summary>
    public SevTerm? Region { get; init; }

    /// <summary><c>Settlement</c>, населённый пункт.</summary>
    public string? Settlement { get; init; }

    /// <summary><c>Text</c>, улица, дом.</summary>
    public string? Text { get; init; }
}
