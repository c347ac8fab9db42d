namespace Sed.Exchange.Packages;

/// <summary>Kinds of reports a sender may ask for and a recipient owes (§6 of the facts: the children of <c>Subscriptions</c>).</summary>
[Flags]
public enum ReportKinds
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>О приёме: the message was taken from transport.</summary>
    Reception = 1,

    /// <summary>О регистрации или отказе в ней.</summary>
    Registration = 1 << 1,

    /// <summary>О пересылке карточки, each time.</summary>
    Forwarding = 1 << 2,

    /// <summary>О рассмотрении, each resolution.</summary>
    Consideration = 1 << 3,

    /// <summary>Об исполнении поручений (СЭВ <c>Report</c>), each time.</summary>
    Execution = 1 << 4,

    /// <summary>О переадресации.</summary>
    Redirection = 1 << 5,

    /// <summary>Об отправке ответа.</summary>
    Answer = 1 << 6,

    /// <summary>О направлении проекта на визирование.</summary>
    VisaDirection = 1 << 7,

    /// <summary>О направлении проекта на подпись.</summary>
    SignDirection = 1 << 8,

    /// <summary>О визировании проекта.</summary>
    VisaInformation = 1 << 9,

    /// <summary>О подписании проекта.</summary>
    SignInformation = 1 << 10,

    /// <summary>О регистрации проекта; version 18.</summary>
    ProjectRegistration = 1 << 11,
}
