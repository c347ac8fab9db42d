namespace Sed.Exchange.Packages.Sev;

/// <summary><c>Notification</c>, уведомление: what happened to a document sent earlier.</summary>
public sealed record SevNotification : SevElement
{
    /// <summary><c>InitialDoc</c>, исходный документ: the one reported about, as its sender named it.</summary>
    public required SevInitialDocument InitialDocument { get; init; }

    /// <summary><c>Reception</c>, время приёма: exactly in messages of type Reception.</summary>
    public SevTime? Reception { get; init; }

    /// <summary><c>Failure</c>, отказ в регистрации: exactly in messages of type Failure.</summary>
    public SevFailure? Failure { get; init; }

    /// <summary><c>Registration</c>, регистрация.</summary>
    public SevRegistration? Registration { get; init; }

    /// <summary><c>Forwarding</c>, пересылки карточки.</summary>
    public IReadOnlyList<SevForwarding> Forwardings { get; init; } = [];

    /// <summary><c>Consideration</c>, рассмотрения: резолюции.</summary>
    public IReadOnlyList<SevConsideration> Considerations { get; init; } = [];

    /// <summary><c>Report</c>, отчёты об исполнении поручений.</summary>
    public IReadOnlyList<SevTaskReport> TaskReports { get; init; } = [];

    /// <summary><c>Redirection</c>, переадресации.</summary>
    public IReadOnlyList<SevRedirection> Redirections { get; init; } = [];

    /// <summary><c>Answer</c>, ответы.</summary>
    public IReadOnlyList<SevAnswer> Answers { get; init; } = [];

    /// <summary><c>Direction</c>, направления проекта на визирование или подпись.</summary>
    public IReadOnlyList<SevDirection> Directions { get; init; } = [];

    /// <summary><c>SignInformation</c>, результат визирования или подписания; its Approval stands in DocumentList.</summary>
    public SevDocumentReference? SignInformation { get; init; }

    /// <summary><c>ext2016:Editing</c>, редактирование проекта; version 18.</summary>
    public SevEditing? Editing { get; init; }

    /// <summary><c>ext2018:ProjectRegistrationNotification</c>, регистрация проекта; version 18.</summary>
    public SevDocumentReference? ProjectRegistration { get; init; }
}
