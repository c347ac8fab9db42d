namespace Sed.Exchange.Packages.Sev;

/// <summary><c>Approval</c>, виза или подпись проекта.</summary>
public sealed record SevApproval : SevElement
{
    /// <summary><c>@UID</c>, GUID визы или подписи.</summary>
    public required string Uid { get; init; }

    /// <summary><c>@Kind</c>, подпись или виза.</summary>
    public required SevVisaSign Kind { get; init; }

    /// <summary><c>Contact</c>, кто визирует или подписывает.</summary>
    public required SevContact Contact { get; init; }

    /// <summary><c>SignDate</c>, дата визирования или подписания (a date in the vendor's text, a time in its schema).</summary>
    public SevTime? SignDate { get; init; }

    /// <summary><c>ext2016:TermDate</c>, срок; version 18.</summary>
    public SevTime? TermDate { get; init; }

    /// <summary><c>MainInfo</c>, основная информация: результат.</summary>
    public string? MainText { get; init; }

    /// <summary><c>AddInfo</c>, дополнительная информация: замечания.</summary>
    public string? AdditionalText { get; init; }

    /// <summary><c>ParentContact</c>, кто направил на визирование или подпись.</summary>
    public SevContact? ParentContact { get; init; }

    /// <summary><c>File</c>, файлы визы или подписи.</summary>
    public IReadOnlyList<SevFile> Files { get; init; } = [];
}
