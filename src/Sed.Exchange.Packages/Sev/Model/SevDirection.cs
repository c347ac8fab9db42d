namespace Sed.Exchange.Packages.Sev;

/// <summary><c>Direction</c>, проект направлен на визирование или подпись.</summary>
public sealed record SevDirection : SevElement
{
    /// <summary><c>@VisaSign</c>, на визирование или на подпись.</summary>
    public required SevVisaSign Kind { get; init; }

    /// <summary><c>Contact</c>, кому.</summary>
    public required SevContact Contact { get; init; }

    /// <summary><c>Date</c>, когда.</summary>
    public required SevTime Date { get; init; }
}
