namespace Sed.Exchange.Client;

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
    public required string Type { get; init; }

    /// <summary>Status of a project.</summary>
    public string? ProjectStatus { get; init; }

    /// <summary>Number of a project's version.</summary>
    public int? ProjectVersion { get; init; }

    /// <summary>GUID of a project's version.</summary>
    public string? ProjectVersionUid { get; init; }

    /// <summary>Number at the sender.</summary>
    public string Number { get; init; } = "";

    /// <summary>Date at the sender.</summary>
    public DateOnly Date { get; init; }

    /// <summary>Number and date as the passport has them.</summary>
    public required CardNumber Registration { get; init; }

    /// <summary>Control with its deadline.</summary>
    public CardControl? Control { get; init; }

    /// <summary>Group of documents at the sender.</summary>
    public CardTerm? Group { get; init; }

    /// <summary>Access mark (гриф).</summary>
    public CardTerm? Access { get; init; }

    /// <summary>Composition (состав), free text.</summary>
    public string? Consists { get; init; }

    /// <summary>Content (содержание).</summary>
    public string? Annotation { get; init; }

    /// <summary>Note.</summary>
    public string? Note { get; init; }

    /// <summary>Whether it is a collective appeal.</summary>
    public bool? Collective { get; init; }

    /// <summary>Rubrics.</summary>
    public IReadOnlyList<CardTerm> Rubrics { get; init; } = [];

    /// <summary>Files with their signatures.</summary>
    public IReadOnlyList<CardFile> Files { get; init; } = [];

    /// <summary>The authors, for the recipient correspondents.</summary>
    public IReadOnlyList<CardCorrespondent> Correspondents { get; init; } = [];

    /// <summary>Visas.</summary>
    public IReadOnlyList<CardVisa> Visas { get; init; } = [];

    /// <summary>Approvals of a project.</summary>
    public IReadOnlyList<CardApproval> Approvals { get; init; } = [];

    /// <summary>All addressees of the document.</summary>
    public IReadOnlyList<CardAddressee> Addressees { get; init; } = [];

    /// <summary>Who prepared it.</summary>
    public IReadOnlyList<CardWriter> PreparedBy { get; init; } = [];

    /// <summary>Additional fields.</summary>
    public IReadOnlyList<CardAdditionalField> AdditionalFields { get; init; } = [];

    /// <summary>Links to other documents.</summary>
    public IReadOnlyList<CardLink> Links { get; init; } = [];

    /// <summary>Accompanying documents of this message.</summary>
    public IReadOnlyList<CardReference> AccompanyingDocuments { get; init; } = [];

    /// <summary>Whether the electronic document is the original.</summary>
    public bool? ElectronicOriginal { get; init; }
}
