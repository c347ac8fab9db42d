namespace Sed.Exchange.Client;

/// <summary>A document of the message (документ).</summary>
public sealed record CardDocument : CardElement
{
    /// <summary>Its place among the documents of the message, from 0.</summary>
    public required int Place { get; init; }

    /// <summary>GUID of the sender's card (GUID карточки): the same over all messages about the document.</summary>
    public string? Uid { get; init; }

    /// <summary>Its id inside this message (идентификатор в сообщении); links and tasks point to it.</summary>
    public required string DocumentId { get; init; }

    /// <summary>Whether the sender marked it as the main document (признак основного документа).</summary>
    public required bool Main { get; init; }

    /// <summary>What it is at the sender (исходящий, входящий or проект).</summary>
    public required string Type { get; init; }

    /// <summary>Status of a project (статус проекта).</summary>
    public string? ProjectStatus { get; init; }

    /// <summary>Number of a project's version (номер версии).</summary>
    public int? ProjectVersion { get; init; }

    /// <summary>GUID of a project's version (GUID версии).</summary>
    public string? ProjectVersionUid { get; init; }

    /// <summary>Number at the sender (регистрационный номер).</summary>
    public string Number { get; init; } = "";

    /// <summary>Date at the sender (дата регистрации).</summary>
    public DateOnly Date { get; init; }

    /// <summary>Number and date as the passport has them (регистрационные данные).</summary>
    public required CardNumber Registration { get; init; }

    /// <summary>Control with its deadline (контроль, плановая и фактическая дата).</summary>
    public CardControl? Control { get; init; }

    /// <summary>Group of documents at the sender (группа документов).</summary>
    public CardTerm? Group { get; init; }

    /// <summary>Access mark (гриф).</summary>
    public CardTerm? Access { get; init; }

    /// <summary>Composition (состав), free text.</summary>
    public string? Consists { get; init; }

    /// <summary>Content (содержание).</summary>
    public string? Annotation { get; init; }

    /// <summary>Note (примечание).</summary>
    public string? Note { get; init; }

    /// <summary>Whether it is a collective appeal (коллективное обращение).</summary>
    public bool? Collective { get; init; }

    /// <summary>Rubrics (рубрики).</summary>
    public IReadOnlyList<CardTerm> Rubrics { get; init; } = [];

    /// <summary>Files with their signatures (файлы и электронные подписи).</summary>
    public IReadOnlyList<CardFile> Files { get; init; } = [];

    /// <summary>The authors, for the recipient correspondents (авторы, корреспонденты).</summary>
    public IReadOnlyList<CardCorrespondent> Correspondents { get; init; } = [];

    /// <summary>Visas (визы).</summary>
    public IReadOnlyList<CardVisa> Visas { get; init; } = [];

    /// <summary>Approvals of a project (согласование проекта).</summary>
    public IReadOnlyList<CardApproval> Approvals { get; init; } = [];

    /// <summary>All addressees of the document (адресаты).</summary>
    public IReadOnlyList<CardAddressee> Addressees { get; init; } = [];

    /// <summary>Who prepared it (исполнители документа).</summary>
    public IReadOnlyList<CardWriter> PreparedBy { get; init; } = [];

    /// <summary>Additional fields (дополнительные реквизиты).</summary>
    public IReadOnlyList<CardAdditionalField> AdditionalFields { get; init; } = [];

    /// <summary>Links to other documents (связки).</summary>
    public IReadOnlyList<CardLink> Links { get; init; } = [];

    /// <summary>Accompanying documents of this message (сопроводительные документы).</summary>
    public IReadOnlyList<CardReference> AccompanyingDocuments { get; init; } = [];

    /// <summary>Whether the electronic document is the original (подлинник в электронном виде).</summary>
    public bool? ElectronicOriginal { get; init; }
}
