namespace Sed.Exchange.Client;

/// <summary><c>Subscriptions</c>, подписка: which reports the sender wants about this document.</summary>
public sealed record CardSubscriptions : CardElement
{
    /// <summary><c>@StopDayCount</c>, срок подписки в днях: for how many days reports are to be sent, 1…999.</summary>
    public required int StopDayCount { get; init; }

    /// <summary><c>Reception</c>, о приёме сообщения.</summary>
    public required CardSubscription Reception { get; init; }

    /// <summary><c>Registration</c>, о регистрации или отказе.</summary>
    public required CardSubscription Registration { get; init; }

    /// <summary><c>Forwarding</c>, о пересылке карточки.</summary>
    public required CardSubscription Forwarding { get; init; }

    /// <summary><c>Consideration</c>, о рассмотрении: each resolution.</summary>
    public required CardSubscription Consideration { get; init; }

    /// <summary><c>TaskDecoration</c>, состав сведений о поручениях; not used by «Дело».</summary>
    public CardTaskDecoration? TaskDecoration { get; init; }

    /// <summary><c>Report</c>, об исполнении поручений.</summary>
    public required CardSubscription Report { get; init; }

    /// <summary><c>Redirection</c>, о переадресации.</summary>
    public required CardSubscription Redirection { get; init; }

    /// <summary><c>Answer</c>, об отправке ответа.</summary>
    public required CardSubscription Answer { get; init; }

    /// <summary><c>VisaDirection</c>, о направлении проекта на визирование.</summary>
    public CardSubscription? VisaDirection { get; init; }

    /// <summary><c>SignDirection</c>, о направлении проекта на подпись.</summary>
    public CardSubscription? SignDirection { get; init; }

    /// <summary><c>VisaInformation</c>, о визировании проекта.</summary>
    public CardSubscription? VisaInformation { get; init; }

    /// <summary><c>SignInformation</c>, о подписании проекта.</summary>
    public CardSubscription? SignInformation { get; init; }

    /// <summary><c>ext2018:ProjectRegistrationSubscription</c>, о регистрации проекта; version 18.</summary>
    public CardSubscription? ProjectRegistration { get; init; }
}
