namespace Sed.Exchange.Packages.Sev;

/// <summary><c>Document</c>, документ: the registration card (РК) of a document or of a project (РКПД).</summary>
public sealed record SevDocument : SevElement
{
    /// <summary><c>@UID</c>, GUID карточки: the same over all messages about the document; a main document must have it.</summary>
    public string? Uid { get; init; }

    /// <summary><c>@DocumentID</c>, идентификатор в сообщении: unique in this passport, means nothing outside it.</summary>
    public required string DocumentId { get; init; }

    /// <summary><c>@Type</c>, вид карточки.</summary>
    public required SevDocumentType Type { get; init; }

    /// <summary><c>@MainDocument</c>, признак основного документа: false for a linked one and in a registration report.</summary>
    public required bool MainDocument { get; init; }

    /// <summary><c>@Status</c>, статус проекта; projects only.</summary>
    public SevDocumentStatus? Status { get; init; }

    /// <summary><c>@Version</c>, номер текущей версии проекта; projects only.</summary>
    public int? Version { get; init; }

    /// <summary><c>@VersionUID</c>, GUID версии проекта; projects only.</summary>
    public string? VersionUid { get; init; }

    /// <summary><c>RegistrationInfo</c>, регистрационный номер и дата.</summary>
    public required SevRegisteredNumber Registration { get; init; }

    /// <summary><c>Control</c>, контроль документа.</summary>
    public SevDocumentControl? Control { get; init; }

    /// <summary><c>Group</c>, группа документов.</summary>
    public SevTerm? Group { get; init; }

    /// <summary><c>Access</c>, гриф доступа.</summary>
    public SevTerm? Access { get; init; }

    /// <summary><c>Consists</c>, состав: free text such as <c>2</c> or <c>1+3</c>.</summary>
    public string? Consists { get; init; }

    /// <summary><c>Annotation</c>, содержание.</summary>
    public string? Annotation { get; init; }

    /// <summary><c>Note</c>, примечание.</summary>
    public string? Note { get; init; }

    /// <summary><c>Collective</c>, коллективное обращение.</summary>
    public bool? Collective { get; init; }

    /// <summary><c>Rubric</c>, рубрики.</summary>
    public IReadOnlyList<SevTerm> Rubrics { get; init; } = [];

    /// <summary><c>File</c>, файлы документа.</summary>
    public IReadOnlyList<SevFile> Files { get; init; } = [];

    /// <summary><c>Author</c>, авторы: none for an anonymous letter, but «Дело» refuses a message without one (code 39).</summary>
    public IReadOnlyList<SevAuthor> Authors { get; init; } = [];

    /// <summary><c>Visa</c>, визы.</summary>
    public IReadOnlyList<SevVisa> Visas { get; init; } = [];

    /// <summary><c>Approval</c>, согласование проекта; projects only.</summary>
    public IReadOnlyList<SevApproval> Approvals { get; init; } = [];

    /// <summary><c>Addressee</c>, адресаты: all of the document's, not only the recipients of this message.</summary>
    public IReadOnlyList<SevAddressee> Addressees { get; init; } = [];

    /// <summary><c>Writer</c>, исполнители документа.</summary>
    public IReadOnlyList<SevDocumentWriter> Writers { get; init; } = [];

    /// <summary><c>AdditionalField</c>, дополнительные реквизиты.</summary>
    public IReadOnlyList<SevAdditionalField> AdditionalFields { get; init; } = [];

    /// <summary><c>Link</c>, связки.</summary>
    public IReadOnlyList<SevLink> Links { get; init; } = [];

    /// <summary><c>ext2016:AccompDoc</c>, сопроводительные документы; version 18.</summary>
    public IReadOnlyList<SevDocumentReference> AccompanyingDocuments { get; init; } = [];

    /// <summary><c>ext2016:EDocument</c>, подлинник в электронном виде; version 18.</summary>
    public bool? ElectronicOriginal { get; init; }
}
