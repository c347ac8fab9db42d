namespace Sed.Exchange.Client;

/// <summary>A file of a document, task or report of an executor (файл).</summary>
public sealed record CardFile : CardElement
{
    /// <summary>Name in the message (уникальное имя), by which its octets are fetched; null when the passport's reference leads nowhere.</summary>
    public string? FileName { get; init; }

    /// <summary>Name as the user sees it (описание).</summary>
    public required string Title { get; init; }

    /// <summary>Extension as written (расширение).</summary>
    public required string Extension { get; init; }

    /// <summary>Size in KiB as the sender says (размер); advisory, may be 0.</summary>
    public required int SizeKib { get; init; }

    /// <summary>GUID of the file at the sender (GUID файла); not unique with some senders.</summary>
    public required string Uid { get; init; }

    /// <summary>Number of the file in the message (номер в списке файлов).</summary>
    public required int File { get; init; }

    /// <summary>Opaque mark of the file's version (метка версии).</summary>
    public string? ETag { get; init; }

    /// <summary>Its place in the package: how the API names it. Null: not known.</summary>
    public int? Index { get; init; }

    /// <summary>Octets, as counted. Null: not known.</summary>
    public long? Size { get; init; }

    /// <summary><c>algorithm:hex</c>, in the algorithm of the sender's seal. Null: not known.</summary>
    public string? Digest { get; init; }

    /// <summary>Where it was saved. Null: it was not.</summary>
    public string? Path { get; init; }

    /// <summary>Its signatures (электронные подписи).</summary>
    public IReadOnlyList<CardSignature> Signatures { get; init; } = [];
}
