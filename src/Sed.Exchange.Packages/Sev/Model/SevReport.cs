namespace Sed.Exchange.Packages.Sev;

/// <summary><c>Report.xml</c>: паспорт уведомления, what happened to a document that was sent earlier.</summary>
public sealed record SevReport : SevDocumentPassport
{
    /// <summary>The passport's file name.</summary>
    public const string FileName = "Report.xml";

    /// <summary><c>Notification</c>, уведомление: what happened.</summary>
    public required SevNotification Notification { get; init; }

    /// <summary><c>DocumentList</c>, документы: the registered card or the answer; empty when the zone is absent.</summary>
    public override IReadOnlyList<SevDocument> Documents { get; init; } = [];
}
