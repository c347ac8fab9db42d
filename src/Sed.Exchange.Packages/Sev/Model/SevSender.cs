namespace Sed.Exchange.Packages.Sev;

/// <summary><c>Sender</c>, отправитель: who sends and from which product.</summary>
public sealed record SevSender : SevElement
{
    /// <summary><c>Contact</c>, организация-отправитель.</summary>
    public required SevContact Contact { get; init; }

    /// <summary><c>EDMS</c>, СЭД отправителя.</summary>
    public required SevEdms Edms { get; init; }
}
