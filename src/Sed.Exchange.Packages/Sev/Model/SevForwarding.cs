namespace Sed.Exchange.Packages.Sev;

/// <summary><c>Forwarding</c>, пересылка карточки.</summary>
public sealed record SevForwarding : SevElement
{
    /// <summary><c>Contact</c>, кому переслана.</summary>
    public required SevContact Contact { get; init; }

    /// <summary><c>Date</c>, когда.</summary>
    public required SevTime Date { get; init; }
}
