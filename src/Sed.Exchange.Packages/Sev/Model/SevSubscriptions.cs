namespace Sed.Exchange.Packages.Sev;

/// <summary><c>Subscriptions</c>, подписка: which reports the sender wants about this document.</summary>
public sealed record SevSubscriptions : SevElement
{
    /// <summary>The least that <see cref="StopDayCount"/> may be.</summary>
    public const int FewestDays = 1;

    /// <summary>The most that <see cref="StopDayCount"/> may be.</summary>
    public const int MostDays = 999;

    /// <summary><c>@StopDayCount</c>, срок подписки в днях: for how many days reports are to be sent, 1…999.</summary>
    public required int StopDayCount { get; init; }

    /// <summary><c>Reception</c>, о приёме сообщения.</summary>
    public required SevSubscription Reception { get; init; }

    /// <summary><c>Registration</c>, о регистрации или отказе.</summary>
    public required SevSubscription Registration { get; init; }

    /// <summary><c>Forwarding</c>, о пересылке карточки.</summary>
    public required SevSubscription Forwarding { get; init; }

    /// <summary><c>Consideration</c>, о рассмотрении: each resolution.</summary>
    public required SevSubscription Consideration { get; init; }

    /// <summary><c>TaskDecoration</c>, состав сведений о поручениях; not used by «Дело».</summary>
    public SevTaskDecoration? TaskDecoration { get; init; }

    /// <summary><c>Report</c>, об исполнении поручений.</summary>
    public required SevSubscription Report { get; init; }

    /// <summary><c>Redirection</c>, о переадресации.</summary>
    public required SevSubscription Redirection { get; init; }

    /// <summary><c>Answer</c>, об отправке ответа.</summary>
    public required SevSubscription Answer { get; init; }

    /// <summary><c>VisaDirection</c>, о направлении проекта на визирование.</summary>
    public SevSubscription? VisaDirection { get; init; }

    /// <summary><c>SignDirection</c>, о направлении проекта на подпись.</summary>
    public SevSubscription? SignDirection { get; init; }

    /// <summary><c>VisaInformation</c>, о визировании проекта.</summary>
    public SevSubscription? VisaInformation { get; init; }

    /// <summary><c>SignInformation</c>, о подписании проекта.</summary>
    public SevSubscription? SignInformation { get; init; }

    /// <summary><c>ext2018:ProjectRegistrationSubscription</c>, о регистрации проекта; version 18.</summary>
    public SevSubscription? ProjectRegistration { get; init; }

    /// <summary>Everything «Дело» usually subscribes to: all eleven events for <paramref name="days"/> days.</summary>
    public static SevSubscriptions Everything(int days)
    {
        var wanted = new SevSubscription { Include = true };
        return new SevSubscriptions
        {
            StopDayCount = days,
            Reception = wanted,
            Registration = wanted,
            Forwarding = wanted,
            Consideration = wanted,
            Report = wanted,
            Redirection = wanted,
            Answer = wanted,
            VisaDirection = wanted,
            SignDirection = wanted,
            VisaInformation = wanted,
            SignInformation = wanted,
        };
    }
}
