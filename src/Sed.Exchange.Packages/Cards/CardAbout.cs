using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Packages.Cards;

/// <summary>The document a report is about, as its sender named it.</summary>
public sealed record CardAbout : CardElement
{
    /// <summary>GUID of the card.</summary>
    public required string Uid { get; init; }

    /// <summary>GUID of a project's version.</summary>
    public string? VersionUid { get; init; }

    /// <summary>Number.</summary>
    public required string Number { get; init; }

    /// <summary>Date.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Group of documents.</summary>
    public string? Group { get; init; }

    internal static CardAbout From(SevInitialDocument document) => new()
    {
        Uid = document.Uid,
        VersionUid = document.VersionUid,
        Number = document.Number.Trim(),
        Date = document.Date,
        Group = document.Group?.Text,
    };
}
