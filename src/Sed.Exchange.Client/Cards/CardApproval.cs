namespace Sed.Exchange.Client;

/// <summary>A visa or signature of a project.</summary>
public sealed record CardApproval : CardElement
{
    /// <summary>GUID.</summary>
    public required string Uid { get; init; }

    /// <summary>Visa or signature.</summary>
    public required string Kind { get; init; }

    /// <summary>Who decides.</summary>
    public required CardParty Party { get; init; }

    /// <summary>When it was decided.</summary>
    public string? DecidedAt { get; init; }

    /// <summary>Until when it is to be decided.</summary>
    public string? DueAt { get; init; }

    /// <summary>The decision.</summary>
    public string? Decision { get; init; }

    /// <summary>Remarks.</summary>
    public string? Remarks { get; init; }

    /// <summary>Who asked for it.</summary>
    public CardParty? AskedBy { get; init; }

    /// <summary>Files with their signatures.</summary>
    public IReadOnlyList<CardFile> Files { get; init; } = [];
}
