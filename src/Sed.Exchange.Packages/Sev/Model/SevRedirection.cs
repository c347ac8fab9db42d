namespace Sed.Exchange.Packages.Sev;

/// <summary><c>Redirection</c>, переадресация: the document was sent on to others. One of Contact and PrivatePerson.</summary>
public sealed record SevRedirection : SevElement
{
    /// <summary><c>Contact</c>, кому отправлен.</summary>
    public SevContact? Contact { get; init; }

    /// <summary><c>PrivatePerson</c>, какому гражданину отправлен.</summary>
    public SevPrivatePerson? PrivatePerson { get; init; }

    /// <summary><c>Date</c>, когда.</summary>
    public required SevTime Date { get; init; }

    /// <summary><c>Type</c>, вид доставки.</summary>
    public required SevTerm DeliveryType { get; init; }
}
