namespace Sed.Exchange.Packages.Sev;

/// <summary><c>Executor</c>, исполнитель поручения и его отчёт.</summary>
public sealed record SevExecutor : SevElement
{
    /// <summary><c>@UID</c>, GUID исполнителя в поручении.</summary>
    public string? Uid { get; init; }

    /// <summary><c>@Responsible</c>, ответственный исполнитель.</summary>
    public required bool Responsible { get; init; }

    /// <summary><c>Contact</c>, кто исполняет.</summary>
    public required SevContact Contact { get; init; }

    /// <summary><c>Text</c>, текст отчёта об исполнении.</summary>
    public string? Text { get; init; }

    /// <summary><c>Date</c>, дата отчёта (a date in the vendor's text, a time in its schema).</summary>
    public SevTime? Date { get; init; }

    /// <summary><c>Status</c>, состояние исполнения.</summary>
    public SevTerm? Status { get; init; }

    /// <summary><c>File</c>, файлы отчёта.</summary>
    public IReadOnlyList<SevFile> Files { get; init; } = [];
}
