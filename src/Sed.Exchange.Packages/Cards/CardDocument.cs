using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Packages.Cards;

/// <summary>A document of the message.</summary>
public sealed record CardDocument : CardElement
{
    /// <summary>Its place among the documents of the message, from 0.</summary>
    public required int Place { get; init; }

    /// <summary>GUID of the sender's card: the same over all messages about the document.</summary>
    public string? Uid { get; init; }

    /// <summary>Its id inside this message; links and tasks point to it.</summary>
    public required string DocumentId { get; init; }

    /// <summary>Whether the sender marked it as the main document.</summary>
    public required bool Main { get; init; }

    /// <summary>Исходящий, входящий or проект at the sender.</summary>
    public required SevDocumentType Type { get; init; }

    /// <summary>Status of a project.</summary>
    public SevDocumentStatus? ProjectStatus { get; init; }

    /// <summary>Number of a project's version.</summary>
    public int? ProjectVersion { get; init; }

    /// <summary>GUID of a project's version.</summary>
    public string? ProjectVersionUid { get; init; }

    /// <summary>Number at the sender.</summary>
    public string Number => Registration.Number.Trim();

    /// <summary>Date at the sender.</summary>
    public DateOnly Date => Registration.Date;

    /// <summary>Number and date as the passport has them.</summary>
    public required SevRegisteredNumber Registration { get; init; }

    /// <summary>Control with its deadline.</summary>
    public SevDocumentControl? Control { get; init; }

    /// <summary>Group of documents at the sender.</summary>
    public SevTerm? Group { get; init; }

    /// <summary>Access mark (гриф).</summary>
    public SevTerm? Access { get; init; }

    /// <summary>Composition (состав), free text.</summary>
    public string? Consists { get; init; }

    /// <summary>Content (содержание).</summary>
    public string? Annotation { get; init; }

    /// <summary>Note.</summary>
    public string? Note { get; init; }

    /// <summary>Whether it is a collective appeal.</summary>
    public bool? Collective { get; init; }

    /// <summary>Rubrics.</summary>
    public IReadOnlyList<SevTerm> Rubrics { get; init; } = [];

    /// <summary>Files with their signatures.</summary>
    public IReadOnlyList<CardFile> Files { get; init; } = [];

    /// <summary>The authors, for the recipient correspondents.</summary>
    public IReadOnlyList<CardCorrespondent> Correspondents { get; init; } = [];

    /// <summary>Visas.</summary>
    public IReadOnlyList<SevVisa> Visas { get; init; } = [];

    /// <summary>Approvals of a project.</summary>
    public IReadOnlyList<CardApproval> Approvals { get; init; } = [];

    /// <summary>All addressees of the document.</summary>
    public IReadOnlyList<CardAddressee> Addressees { get; init; } = [];

    /// <summary>Who prepared it.</summary>
    public IReadOnlyList<SevDocumentWriter> PreparedBy { get; init; } = [];

    /// <summary>Additional fields.</summary>
    public IReadOnlyList<SevAdditionalField> AdditionalFields { get; init; } = [];

    /// <summary>Links to other documents.</summary>
    public IReadOnlyList<SevLink> Links { get; init; } = [];

    /// <summary>Accompanying documents of this message.</summary>
    public IReadOnlyList<SevDocumentReference> AccompanyingDocuments { get; init; } = [];

    /// <summary>Whether the electronic document is the original.</summary>
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
