namespace Sed.Exchange.Client;

/// <summary>One thing that a report says. Which fields are there follows from .</summary>
public sealed record CardSaid : CardElement
{
    /// <summary>In the words of the timeline: <c>Reception</c>, <c>Registered</c>, <c>RegistrationRefused</c>, <c>Progress</c>, <c>Answer</c>.</summary>
    public required string Event { get; init; }

    /// <summary>
    /// Which it is: <c>Reception</c>, <c>Registration</c>, <c>Forwarding</c>, <c>Consideration</c>, <c>Execution</c>, <c>Redirection</c>, <c>Answer</c>,
    /// <c>Direction</c>, <c>SignInformation</c>, <c>Editing</c>, <c>ProjectRegistration</c>.
    /// </summary>
    public required string Kind { get; init; }

    /// <summary>When it happened, as the recipient says.</summary>
    public string? At { get; init; }

    /// <summary>Registration number: of the recipient's card, or of the answer.</summary>
    public string? Number { get; init; }

    /// <summary>Registration date: of the recipient's card, or of the answer.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Code of a refusal.</summary>
    public int? Code { get; init; }

    /// <summary>Text of a refusal or of a remark.</summary>
    public string? Text { get; init; }

    /// <summary>To whom it was forwarded, redirected or sent for a visa.</summary>
    public CardParty? Contact { get; init; }

    /// <summary>Вид доставки.</summary>
    public string? DeliveryType { get; init; }

    /// <summary>GUID of the sender's own task that it is about; null: about the document.</summary>
    public string? InitialTaskUid { get; init; }

    /// <summary>The document of the report that it speaks of, by its id there.</summary>
    public string? DocumentId { get; init; }

    /// <summary>The task of the report that it speaks of, by its id there.</summary>
    public string? TaskId { get; init; }
}
