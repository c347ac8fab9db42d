using System.Text.Json;
using System.Text.Json.Serialization;
using Sed.Exchange.Node.Json;
using Sed.Exchange.Packages.Cards;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Node.Api.Documents;

/// <summary>
/// <c>sedx-card/1</c>: a delivery ready for registration. Of a document everything its passport says, with the verdicts about its signatures; of a
/// report what was said about which of the reader's own messages. A document's members are those of <see cref="RegistrationCard"/>, which can be
/// read from it.
/// </summary>
public sealed record InboxCard
{
    /// <summary>How it is written: absent values left out, as a passport leaves them out.</summary>
    public static JsonSerializerOptions Json { get; } = DocumentJson.Configure(new JsonSerializerOptions { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull });

    /// <summary>Name of the contract.</summary>
    public string Schema => "sedx-card/1";

    /// <summary><c>document</c> or <c>report</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Id of the delivery.</summary>
    public required Guid DeliveryId { get; init; }

    /// <summary>Id that the sender gave the message: with sender and recipient it is the letter, to be registered once.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>The sender, proven by the seal.</summary>
    public required PartyDocument Sender { get; init; }

    /// <summary>Which organisation it is for.</summary>
    public required PartyDocument Recipient { get; init; }

    /// <summary>When it was sealed.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>State of the delivery.</summary>
    public required string State { get; init; }

    /// <summary>True: the reader's node made this report from a receipt; no installation has said it.</summary>
    public required bool MadeByNode { get; init; }

    /// <summary>What the node found about the seal of the container.</summary>
    public required CardVerdict Seal { get; init; }

    /// <summary>The message that brought it.</summary>
    public required CardMessage Message { get; init; }

    /// <summary>The document to be registered; documents only.</summary>
    public CardDocument? Document { get; init; }

    /// <summary>Linked and accompanying documents of the message, or those that stand in a report.</summary>
    public required IReadOnlyList<CardDocument> OtherDocuments { get; init; }

    /// <summary>Resolutions and points.</summary>
    public required IReadOnlyList<CardTask> Tasks { get; init; }

    /// <summary>Which reports the sender wants, as the passport says it.</summary>
    public SevSubscriptions? OwedReports { get; init; }

    /// <summary>The same, one by one, until when and how it stands; documents only.</summary>
    public IReadOnlyList<OwedReportDocument>? Owed { get; init; }

    /// <summary>What both sides agreed on between themselves.</summary>
    public SevExpansion? Expansion { get; init; }

    /// <summary>Content of unknown namespaces in the passport.</summary>
    public SevForeign? Foreign { get; init; }

    /// <summary>Which of the reader's messages it is about; reports only.</summary>
    public CardOriginal? Original { get; init; }

    /// <summary>What it says; reports only.</summary>
    public IReadOnlyList<CardSaid>? Said { get; init; }

    /// <summary>What is unusual about the package and its signatures.</summary>
    public required IReadOnlyList<FindingDocument> Findings { get; init; }
}
