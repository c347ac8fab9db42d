using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Packages.Cards;

/// <summary>A visa or signature of a project (виза или подпись проекта).</summary>
public sealed record CardApproval : CardElement
{
    /// <summary>GUID (визы или подписи).</summary>
    public required string Uid { get; init; }

    /// <summary>Visa or signature (вид согласования).</summary>
    public required SevVisaSign Kind { get; init; }

    /// <summary>Who decides (кто визирует или подписывает).</summary>
    public required CardParty Party { get; init; }

    /// <summary>When it was decided (дата визирования или подписания).</summary>
    public SevTime? DecidedAt { get; init; }

    /// <summary>Until when it is to be decided (срок).</summary>
    public SevTime? DueAt { get; init; }

    /// <summary>The decision (результат).</summary>
    public string? Decision { get; init; }

    /// <summary>Remarks (замечания).</summary>
    public string? Remarks { get; init; }

    /// <summary>Who asked for it (кто направил).</summary>
    public CardParty? AskedBy { get; init; }

    /// <summary>Files with their signatures (файлы).</summary>
    public IReadOnlyList<CardFile> Files { get; init; } = [];

    /// <summary>Content of unknown namespaces; null: none.</summary>
    public SevForeign? Foreign { get; init; }

    internal static CardApproval From(SevApproval approval, CardNames names) => new()
    {
        Uid = approval.Uid,
        Kind = approval.Kind,
        Party = CardParty.Of(approval.Contact),
        DecidedAt = approval.SignDate,
        DueAt = approval.TermDate,
        Decision = approval.MainText,
        Remarks = approval.AdditionalText,
        AskedBy = CardParty.OfOptional(approval.ParentContact),
        Files = [.. approval.Files.Select(file => CardFile.From(file, names))],
        Foreign = approval.Foreign,
    };

    internal CardApproval WithFiles(Func<CardFile, CardFile> complete) => this with { Files = [.. Files.Select(complete)] };

    internal SevApproval ToApproval() => new()
    {
        Uid = Uid,
        Kind = Kind,
        Contact = Party.ToContact(),
        SignDate = DecidedAt,
        TermDate = DueAt,
        MainText = Decision,
        AdditionalText = Remarks,
        ParentContact = AskedBy?.ToContact(),
        Files = [.. Files.Select(file => file.ToFile())],
        Foreign = Foreign,
    };
}
