using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Packages.Cards;

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
    public required SevDocumentType Type { get; init; }

    /// <summary>Status of a project (статус проекта).</summary>
    public SevDocumentStatus? ProjectStatus { get; init; }

    /// <summary>Number of a project's version (номер версии).</summary>
    public int? ProjectVersion { get; init; }

    /// <summary>GUID of a project's version (GUID версии).</summary>
    public string? ProjectVersionUid { get; init; }

    /// <summary>Number at the sender (регистрационный номер).</summary>
    public string Number => Registration.Number.Trim();

    /// <summary>Date at the sender (дата регистрации).</summary>
    public DateOnly Date => Registration.Date;

    /// <summary>Number and date as the passport has them (регистрационные данные).</summary>
    public required SevRegisteredNumber Registration { get; init; }

    /// <summary>Control with its deadline (контроль, плановая и фактическая дата).</summary>
    public SevDocumentControl? Control { get; init; }

    /// <summary>Group of documents at the sender (группа документов).</summary>
    public SevTerm? Group { get; init; }

    /// <summary>Access mark (гриф).</summary>
    public SevTerm? Access { get; init; }

    /// <summary>Composition (состав), free text.</summary>
    public string? Consists { get; init; }

    /// <summary>Content (содержание).</summary>
    public string? Annotation { get; init; }

    /// <summary>Note (примечание).</summary>
    public string? Note { get; init; }

    /// <summary>Whether it is a collective appeal (коллективное обращение).</summary>
    public bool? Collective { get; init; }

    /// <summary>Rubrics (рубрики).</summary>
    public IReadOnlyList<SevTerm> Rubrics { get; init; } = [];

    /// <summary>Files with their signatures (файлы и электронные подписи).</summary>
    public IReadOnlyList<CardFile> Files { get; init; } = [];

    /// <summary>The authors, for the recipient correspondents (авторы, корреспонденты).</summary>
    public IReadOnlyList<CardCorrespondent> Correspondents { get; init; } = [];

    /// <summary>Visas (визы).</summary>
    public IReadOnlyList<SevVisa> Visas { get; init; } = [];

    /// <summary>Approvals of a project (согласование проекта).</summary>
    public IReadOnlyList<CardApproval> Approvals { get; init; } = [];

    /// <summary>All addressees of the document (адресаты).</summary>
    public IReadOnlyList<CardAddressee> Addressees { get; init; } = [];

    /// <summary>Who prepared it (исполнители документа).</summary>
    public IReadOnlyList<SevDocumentWriter> PreparedBy { get; init; } = [];

    /// <summary>Additional fields (дополнительные реквизиты).</summary>
    public IReadOnlyList<SevAdditionalField> AdditionalFields { get; init; } = [];

    /// <summary>Links to other documents (связки).</summary>
    public IReadOnlyList<SevLink> Links { get; init; } = [];

    /// <summary>Accompanying documents of this message (сопроводительные документы).</summary>
    public IReadOnlyList<SevDocumentReference> AccompanyingDocuments { get; init; } = [];

    /// <summary>Whether the electronic document is the original (подлинник в электронном виде).</summary>
    public bool? ElectronicOriginal { get; init; }

    /// <summary>Content of unknown namespaces; null: none.</summary>
    public SevForeign? Foreign { get; init; }

    internal static CardDocument From(SevDocument document, int place, CardNames names) => new()
    {
        Place = place,
        Uid = document.Uid,
        DocumentId = document.DocumentId,
        Main = document.MainDocument,
        Type = document.Type,
        ProjectStatus = document.Status,
        ProjectVersion = document.Version,
        ProjectVersionUid = document.VersionUid,
        Registration = document.Registration,
        Control = document.Control,
        Group = document.Group,
        Access = document.Access,
        Consists = document.Consists,
        Annotation = document.Annotation,
        Note = document.Note,
        Collective = document.Collective,
        Rubrics = document.Rubrics,
        Files = [.. document.Files.Select(file => CardFile.From(file, names))],
        Correspondents = [.. document.Authors.Select(CardCorrespondent.From)],
        Visas = document.Visas,
        Approvals = [.. document.Approvals.Select(approval => CardApproval.From(approval, names))],
        Addressees = [.. document.Addressees.Select(CardAddressee.From)],
        PreparedBy = document.Writers,
        AdditionalFields = document.AdditionalFields,
        Links = document.Links,
        AccompanyingDocuments = document.AccompanyingDocuments,
        ElectronicOriginal = document.ElectronicOriginal,
        Foreign = document.Foreign,
    };

    internal CardDocument WithFiles(Func<CardFile, CardFile> complete) => this with
    {
        Files = [.. Files.Select(complete)],
        Approvals = [.. Approvals.Select(approval => approval.WithFiles(complete))],
    };

    internal SevDocument ToDocument() => new()
    {
        Uid = Uid,
        DocumentId = DocumentId,
        MainDocument = Main,
        Type = Type,
        Status = ProjectStatus,
        Version = ProjectVersion,
        VersionUid = ProjectVersionUid,
        Registration = Registration,
        Control = Control,
        Group = Group,
        Access = Access,
        Consists = Consists,
        Annotation = Annotation,
        Note = Note,
        Collective = Collective,
        Rubrics = Rubrics,
        Files = [.. Files.Select(file => file.ToFile())],
        Authors = [.. Correspondents.Select(correspondent => correspondent.ToAuthor())],
        Visas = Visas,
        Approvals = [.. Approvals.Select(approval => approval.ToApproval())],
        Addressees = [.. Addressees.Select(addressee => addressee.ToAddressee())],
        Writers = PreparedBy,
        AdditionalFields = AdditionalFields,
        Links = Links,
        AccompanyingDocuments = AccompanyingDocuments,
        ElectronicOriginal = ElectronicOriginal,
        Foreign = Foreign,
    };
}
