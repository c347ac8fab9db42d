namespace Sed.Exchange.Packages.Sev;

/// <summary><c>DocInfo.xml</c>: паспорт документа, a document with what belongs to it.</summary>
public sealed record SevDocInfo : SevDocumentPassport
{
    /// <summary>The passport's file name.</summary>
    public const string FileName = "DocInfo.xml";

    /// <summary><c>DocumentList</c>, документы: main document, linked and accompanying documents; at least one.</summary>
    public override required IReadOnlyList<SevDocument> Documents { get; init; }

    /// <summary><c>Subscriptions</c>, подписка: which reports the sender wants; null: none are owed.</summary>
    public SevSubscriptions? Subscriptions { get; init; }

    /// <summary>The document itself: the first with <c>MainDocument="true"</c>, or, when the sender marked none, the first.</summary>
    public SevDocument FindMainDocument() => Documents.FirstOrDefault(document => document.MainDocument) ?? Documents[0];
}
