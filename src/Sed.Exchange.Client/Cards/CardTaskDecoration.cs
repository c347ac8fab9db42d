namespace Sed.Exchange.Client;

/// <summary><c>TaskDecoration</c>, какие сведения о поручениях нужны; not used by «Дело».</summary>
public sealed record CardTaskDecoration : CardElement
{
    /// <summary><c>Text</c>, текст.</summary>
    public required CardSubscription Text { get; init; }

    /// <summary><c>Category</c>, категория.</summary>
    public required CardSubscription Category { get; init; }

    /// <summary><c>Note</c>, примечание.</summary>
    public required CardSubscription Note { get; init; }

    /// <summary><c>ControlState</c>, состояние контроля.</summary>
    public required CardSubscription ControlState { get; init; }

    /// <summary><c>PlanDate</c>, плановая дата.</summary>
    public required CardSubscription PlanDate { get; init; }

    /// <summary><c>Controller</c>, контролёр.</summary>
    public required CardSubscription Controller { get; init; }

    /// <summary><c>Summary</c>, ход исполнения.</summary>
    public required CardSubscription Summary { get; init; }

    /// <summary><c>FactDate</c>, фактическая дата.</summary>
    public required CardSubscription FactDate { get; init; }

    /// <summary><c>Status</c>, состояние исполнения.</summary>
    public required CardSubscription Status { get; init; }

    /// <summary><c>Resume</c>, основание для снятия с контроля.</summary>
    public required CardSubscription Resume { get; init; }

    /// <summary><c>Executor</c>, исполнители.</summary>
    public required CardSubscription Executor { get; init; }

    /// <summary><c>ExecutorReport</c>, отчёты исполнителей.</summary>
    public required CardSubscription ExecutorReport { get; init; }
}
