namespace Sed.Exchange.Packages.Sev;

/// <summary><c>EDS</c>, электронная подпись файла: names the file of the set that holds the detached signature.</summary>
public sealed record SevEds : SevElement
{
    /// <summary><c>@ResourceID</c>, номер файла подписи в списке: the <see cref="SevResource.Uid"/> of the signature file.</summary>
    public required int ResourceId { get; init; }

    /// <summary><c>@Date</c>, дата и время подписания; natively without zone.</summary>
    public SevTime? Date { get; init; }

    /// <summary>
    /// <c>@KindID</c>, вид подписи: 0 не определённая, 1 авторская, 2 согласующая, 3 утверждающая, 4 удостоверяющая, 5 ознакомительная.
    /// </summary>
    public int? KindId { get; init; }

    /// <summary><c>@Certificate</c>, владелец сертификата: a person's name.</summary>
    public string? Certificate { get; init; }

    /// <summary>Text: вид подписи словами; natively empty.</summary>
    public string Text { get; init; } = "";
}
