namespace Sed.Exchange.Packages;

/// <summary>What routing, correlation and the timeline need to know of a package, whatever its format.</summary>
public sealed record PackageFacts
{
    /// <summary><c>sev-12</c>, <c>sev-18</c>, later <c>medo-2.7.1</c>.</summary>
    public required string Format { get; init; }

    /// <summary>Document or report.</summary>
    public required PackageKind Kind { get; init; }

    /// <summary>The package's own message id as written.</summary>
    public string? MessageId { get; init; }

    /// <summary>UID of the document's card: of the main document, or of the document reported about.</summary>
    public string? DocumentUid { get; init; }

    /// <summary>СЭВ ReturnID; null when absent or <c>unknown</c>.</summary>
    public string? ReturnCode { get; init; }

    /// <summary>The sender as written in the package.</summary>
    public required PackageAddress Sender { get; init; }

    /// <summary>The recipients of this message, each once.</summary>
    public required IReadOnlyList<PackageAddress> Recipients { get; init; }

    /// <summary>
    /// <c>№ номер от ДД.ММ.ГГГГ</c> of the main document or of the document reported about, or what a message of synchronisation is: no
    /// content, no names.
    /// </summary>
    public string? Subject { get; init; }

    /// <summary>Access mark (гриф) as written.</summary>
    public string? AccessMark { get; init; }

    /// <summary>Detached signatures of officials.</summary>
    public IReadOnlyList<PackageSignature> Signatures { get; init; } = [];

    /// <summary>Machine-readable powers of attorney (МЧД) that came along.</summary>
    public IReadOnlyList<PackagePower> Powers { get; init; } = [];

    /// <summary>For a document: the reports its sender asks for; null: none.</summary>
    public PackageSubscription? Subscription { get; init; }

    /// <summary>For a report: what it says, each event once.</summary>
    public IReadOnlyList<PackageReport> Reports { get; init; } = [];

    /// <summary>For a report: what it says, in the words of the timeline.</summary>
    public IEnumerable<ReportEvent> Events => Reports.Select(report => report.Event);

    /// <summary>For a report: it says of itself that a node made it. True only of what a node puts into its own organisation's mailbox.</summary>
    public bool IsMarkedByNode { get; init; }

    /// <summary>Tasks that travel with the document or are reported about.</summary>
    public IReadOnlyList<PackageTask> Tasks { get; init; } = [];
}
