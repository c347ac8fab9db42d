namespace Sed.Exchange.Client;

/// <summary>The card of an answer.</summary>
public sealed record ReportAnswer
{
    /// <summary>GUID of the card; null: the node makes one.</summary>
    public string? Uid { get; init; }

    /// <summary>Registration number of the answer.</summary>
    public required string Number { get; init; }

    /// <summary>Registration date of the answer.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Group of documents.</summary>
    public string? Group { get; init; }

    /// <summary>Access mark (гриф).</summary>
    public string? Access { get; init; }

    /// <summary>Composition (состав).</summary>
    public string? Consists { get; init; }

    /// <summary>Content (содержание).</summary>
    public string? Annotation { get; init; }

    /// <summary>Who signed; null: your organisation.</summary>
    public ReportContact? Author { get; init; }
}
