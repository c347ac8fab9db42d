namespace Sed.Exchange.Packages.Sev;

/// <summary><c>TaskDecoration</c>, какие сведения о поручениях нужны; not used by «Дело».</summary>
public sealed record SevTaskDecoration : SevElement
{
    /// <summary><c>Text</c>, текст.</summary>
    public required SevSubscription Text { get; init; }

    /// <summary><c>Category</c>, категория.</summary>
    public required SevSubscription Category { get; init; }

    /// <summary><c>Note</c>, примечание.</summary>
    public required SevSubscription Note { get; init; }

    /// <summary><c>ControlState</c>, состояние контроля.</summary>
    public required SevSubscription ControlState { get; init; }

    /// <summary><c>PlanDate</c>, плановая дата.</summary>
    public required SevSubscription PlanDate { get; init; }

    /// <summary><c>Controller</c>, контролёр.</summary>
    public required SevSubscription Controller { get; init; }

    /// <summary><c>Summary</c>, ход исполнения.</summary>
    public required SevSubscription Summary { get; init; }

    /// <summary><c>FactDate</c>, фактическая дата.</summary>
    public required SevSubscription FactDate { get; init; }

    /// <summary><c>Status</c>, состояние исполнения.</summary>
    public required SevSubscription Status { get; init; }

    /// <summary><c>Resume</c>, основание для снятия с контроля.</summary>
    public required SevSubscription Resume { get; init; }

    /// <summary><c>Executor</c>, исполнители.</summary>
    public required SevSubscription Executor { get; init; }

    /// <summary><c>ExecutorReport</c>, отчёты исполнителей.</summary>
    public required SevSubscription ExecutorReport { get; init; }
}
