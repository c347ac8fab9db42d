using System.Text.Json.Serialization;

namespace Sed.Exchange.Client;

/// <summary>
/// A delivery ready for registration, the document <c>sedx-card/1</c>: of a document everything its passport says, with the verdicts about its
/// signatures and the reports owed; of a report what was said about which of your own messages. Nothing needs to be typed again.
/// </summary>
public sealed record RegistrationCard : CardElement
{
    /// <summary><c>sedx-card/1</c>.</summary>
    public string Schema { get; init; } = "sedx-card/1";

    /// <summary><c>document</c> or <c>report</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Id of the delivery.</summary>
    public required Guid DeliveryId { get; init; }

    /// <summary>Id of the message. Its sender chose it, and another may have chosen the same: register by <see cref="Key"/>, not by this.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>What the letter is known by, as <see cref="InboxItem.Key"/>: register by this, once.</summary>
    [JsonIgnore]
    public string Key => LetterKey.Of(Sender, MessageId, Recipient);

    /// <summary>The sender, proven by the seal.</summary>
    public required Party Sender { get; init; }

    /// <summary>Which organisation it is for.</summary>
    public required Party Recipient { get; init; }

    /// <summary>When it was sealed.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>State of the delivery.</summary>
    public required string State { get; init; }

    /// <summary>True: the sender's node made this report from a receipt; the recipient's installation has not said it.</summary>
    public bool MadeByNode { get; init; }

    /// <summary>What the node found about the seal of the container.</summary>
    public required CardVerdict Seal { get; init; }

    /// <summary>The message that brought it.</summary>
    public required CardMessage Message { get; init; }

    /// <summary>The document to be registered; documents only.</summary>
    public CardDocument? Document { get; init; }

    /// <summary>Linked and accompanying documents of the message, or those that stand in a report.</summary>
    public IReadOnlyList<CardDocument> OtherDocuments { get; init; } = [];

    /// <summary>Resolutions and points.</summary>
    public IReadOnlyList<CardTask> Tasks { get; init; } = [];

    /// <summary>Which reports the sender wants, as the passport says it.</summary>
    public CardSubscriptions? OwedReports { get; init; }

    /// <summary>The same, one by one, until when and how it stands; documents only.</summary>
    public IReadOnlyList<OwedReport>? Owed { get; init; }

    /// <summary>What both sides agreed on between themselves.</summary>
    public CardExpansion? Expansion { get; init; }

    /// <summary>Which of the reader's messages it is about; reports only.</summary>
    public CardOriginal? Original { get; init; }

    /// <summary>What it says; reports only.</summary>
    public IReadOnlyList<CardSaid>? Said { get; init; }

    /// <summary>What is unusual about the package and its signatures.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>The card with the places where the package's files were saved.</summary>
    /// <param name="paths">Paths in the package's order, as <see cref="ExchangeClient.DownloadAsync(Guid, string, CancellationToken)"/> returns them.</param>
    public RegistrationCard WithPaths(IReadOnlyList<string> paths)
    {
        return this with
        {
            Document = Document is null ? null : OfDocument(Document),
            OtherDocuments = [.. OtherDocuments.Select(OfDocument)],
            Tasks =
            [
                .. Tasks.Select(task => task with
                {
                    Files = OfFiles(task.Files),
                    Executors = [.. task.Executors.Select(executor => executor with { Files = OfFiles(executor.Files) })],
                }),
            ],
        };

        CardDocument OfDocument(CardDocument document) => document with
        {
            Files = OfFiles(document.Files),
            Approvals = [.. document.Approvals.Select(approval => approval with { Files = OfFiles(approval.Files) })],
        };

        IReadOnlyList<CardFile> OfFiles(IReadOnlyList<CardFile> files) =>
        [
            .. files.Select(file => file with
            {
                Path = PathOf(file.Index),
                Signatures = [.. file.Signatures.Select(signature => signature with { Path = PathOf(signature.Index) })],
            }),
        ];

        string? PathOf(int? index) => index is { } place && place < paths.Count ? paths[place] : null;
    }
}
