namespace Sed.Exchange.Client;

/// <summary>A detached signature of a file (электронная подпись).</summary>
public sealed record CardSignature : CardElement
{
    /// <summary>Name of the signature's file in the message (файл подписи); null when the passport's reference leads nowhere.</summary>
    public string? FileName { get; init; }

    /// <summary>Number of the signature's file in the message (номер файла подписи).</summary>
    public required int File { get; init; }

    /// <summary>Kind (вид подписи), 0…5; null when absent.</summary>
    public int? Kind { get; init; }

    /// <summary>Kind in words of the format (вид подписи словами); null when absent or unknown.</summary>
    public string? KindName { get; init; }

    /// <summary>When the sender's system says it was made (дата и время подписания); not proven.</summary>
    public string? SignedAt { get; init; }

    /// <summary>Who the sender's system says made it (владелец сертификата); not proven.</summary>
    public string? Signer { get; init; }

    /// <summary>The passport's own text about the signature (пояснение); natively empty.</summary>
    public string Text { get; init; } = "";

    /// <summary>Its place in the package: how the API names it. Null: not known.</summary>
    public int? Index { get; init; }

    /// <summary>Octets. Null: not known.</summary>
    public long? Size { get; init; }

    /// <summary>Where it was saved. Null: it was not.</summary>
    public string? Path { get; init; }

    /// <summary>The node's verdict (заключение), <c>passed</c>, <c>failed</c> or <c>indeterminate</c>; null as long as nobody verified.</summary>
    public string? Verdict { get; init; }

    /// <summary>The same signer by signer; never merged.</summary>
    public IReadOnlyList<CardVerdict> Verdicts { get; init; } = [];
}
