using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Packages.Cards;

/// <summary>
/// A document as the person or program that registers it needs it: numbers, correspondents, addressees, content, control, tasks, and
/// every file with its name on disk and its signature files. Everything of the passport has a place here, so the card can become the
/// passport again (<see cref="ToDocInfo"/>).
/// </summary>
public sealed record RegistrationCard : CardElement
{
    /// <summary>camelCase, absent values left out, Cyrillic letters as they are.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>The message that brought the document (сообщение).</summary>
    public required CardMessage Message { get; init; }

    /// <summary>The document to be registered (основной документ).</summary>
    public required CardDocument Document { get; init; }

    /// <summary>Linked and accompanying documents of the same message (связанные и сопроводительные документы).</summary>
    public IReadOnlyList<CardDocument> OtherDocuments { get; init; } = [];

    /// <summary>Resolutions and points that travel with the document (поручения).</summary>
    public IReadOnlyList<CardTask> Tasks { get; init; } = [];

    /// <summary>Which reports the sender wants (подписка); null: none.</summary>
    public SevSubscriptions? OwedReports { get; init; }

    /// <summary>What the two sides agreed on between themselves (расширение); null when absent.</summary>
    public SevExpansion? Expansion { get; init; }

    /// <summary>Content of unknown namespaces in the passport itself; null: none.</summary>
    public SevForeign? Foreign { get; init; }

    /// <summary>The card of a document's passport.</summary>
    public static RegistrationCard From(SevDocInfo passport)
    {
        var names = new CardNames(passport.Header.Resources);
        var main = passport.FindMainDocument();
        var place = 0;
        List<CardDocument> others = [];
        CardDocument? card = null;
        foreach (var document in passport.Documents)
        {
            var made = CardDocument.From(document, place++, names);
            if (card is null && ReferenceEquals(document, main))
            {
                card = made;
            }
            else
            {
                others.Add(made);
            }
        }

        return new RegistrationCard
        {
            Message = CardMessage.From(passport.Header),
            Document = card ?? throw new ArgumentException("The passport has no document.", nameof(passport)),
            OtherDocuments = others,
            Tasks = [.. passport.Tasks.Select(task => CardTask.From(task, names))],
            OwedReports = passport.Subscriptions,
            Expansion = passport.Expansion,
            Foreign = passport.Foreign,
        };
    }

    /// <summary>The card with every file completed by what only the package or a node knows: place, size, verdicts.</summary>
    public RegistrationCard WithFiles(Func<CardFile, CardFile> complete) => this with
    {
        Document = Document.WithFiles(complete),
        OtherDocuments = [.. OtherDocuments.Select(document => document.WithFiles(complete))],
        Tasks = [.. Tasks.Select(task => task.WithFiles(complete))],
    };

    /// <summary>The passport the card came from; verdicts, which no passport has, stay behind.</summary>
    public SevDocInfo ToDocInfo() => new()
    {
        Header = Message.ToHeader(),
        Documents = [.. OtherDocuments.Append(Document).OrderBy(document => document.Place).Select(document => document.ToDocument())],
        Tasks = [.. Tasks.Select(task => task.ToTask())],
        Subscriptions = OwedReports,
        Expansion = Expansion,
        Foreign = Foreign,
    };
}
