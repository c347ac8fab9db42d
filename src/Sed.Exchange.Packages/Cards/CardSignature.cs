using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Packages.Cards;

/// <summary>A detached signature of a file (электронная подпись).</summary>
public sealed record CardSignature : CardElement
{
    /// <summary>Name of the signature's file in the message (файл подписи); null when the passport's reference leads nowhere.</summary>
    public required string? FileName { get; init; }

    /// <summary>Number of the signature's file in the message (номер файла подписи).</summary>
    public required int File { get; init; }

    /// <summary>Kind (вид подписи), 0…5; null when absent.</summary>
    public int? Kind { get; init; }

    /// <summary>Kind in words of the format (вид подписи словами); null when absent or unknown.</summary>
    public string? KindName => Kind switch
    {
        0 => "Не определённая",
        1 => "Авторская",
        2 => "Согласующая",
        3 => "Утверждающая",
        4 => "Удостоверяющая",
        5 => "Ознакомительная",
        _ => null,
    };

    /// <summary>When the sender's system says it was made (дата и время подписания); not proven.</summary>
    public SevTime? SignedAt { get; init; }

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

    /// <summary>Content of unknown namespaces; null: none.</summary>
    public SevForeign? Foreign { get; init; }

    internal static CardSignature From(SevEds signature, CardNames names) => new()
    {
        FileName = names.Find(signature.ResourceId),
        File = signature.ResourceId,
        Kind = signature.KindId,
        SignedAt = signature.Date,
        Signer = signature.Certificate,
        Text = signature.Text,
        Foreign = signature.Foreign,
    };

    internal SevEds ToEds() => new()
    {
        ResourceId = File,
        KindId = Kind,
        Date = SignedAt,
        Certificate = Signer,
        Text = Text,
        Foreign = Foreign,
    };
}
