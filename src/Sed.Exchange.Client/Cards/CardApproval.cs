namespace Sed.Exchange.Client;

/// <summary>A visa or signature of a project (виза или подпись проекта).</summary>
public sealed record CardApproval : CardElement
{
    /// <summary>GUID (визы или подписи).</summary>
    public required string Uid { get; init; }

    /// <summary>Visa or signature (вид согласования).</summary>
    public required string Kind { get; init; }

    /// <summary>Who decides (кто визирует или подписывает).</summary>
    public required CardParty Party { get; init; }

    /// <summary>When it was decided (дата визирования или подписания).</summary>
    public string? DecidedAt { get; init; }

    /// <summary>Until when it is to be decided (срок).</summary>
    public string? DueAt { get; init; }

    /// <summary>The decision (результат).</summary>
    public string? Decision { get; init; }

    /// <summary>Remarks (замечания).</summary>
    public string? Remarks { get; init; }

    /// <summary>Who asked for it (кто направил).</summary>
    public CardParty? AskedBy { get; init; }

    /// <summary>Files with their signatures (файлы).</summary>
    public IReadOnlyList<CardFile> Files { get; init; } = [];
}
