using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Packages.Cards;

/// <summary>Who must carry out a task (исполнитель поручения), and what they reported.</summary>
public sealed record CardExecutor : CardElement
{
    /// <summary>Who (исполнитель).</summary>
    public required CardParty Party { get; init; }

    /// <summary>Whether they answer for the task (ответственный исполнитель).</summary>
    public required bool Responsible { get; init; }

    /// <summary>GUID of the executor in the task (GUID исполнителя).</summary>
    public string? Uid { get; init; }

    /// <summary>Text of the report (текст отчёта).</summary>
    public string? Report { get; init; }

    /// <summary>Time of the report (дата отчёта).</summary>
    public SevTime? ReportedAt { get; init; }

    /// <summary>State of execution (состояние исполнения).</summary>
    public SevTerm? Status { get; init; }

    /// <summary>Files of the report with their signatures (файлы отчёта).</summary>
    public IReadOnlyList<CardFile> Files { get; init; } = [];

    /// <summary>Content of unknown namespaces; null: none.</summary>
    public SevForeign? Foreign { get; init; }

    internal static CardExecutor From(SevExecutor executor, CardNames names) => new()
    {
        Party = CardParty.Of(executor.Contact),
        Responsible = executor.Responsible,
        Uid = executor.Uid,
        Report = executor.Text,
        ReportedAt = executor.Date,
        Status = executor.Status,
        Files = [.. executor.Files.Select(file => CardFile.From(file, names))],
        Foreign = executor.Foreign,
    };

    internal CardExecutor WithFiles(Func<CardFile, CardFile> complete) => this with { Files = [.. Files.Select(complete)] };

    internal SevExecutor ToExecutor() => new()
    {
        Contact = Party.ToContact(),
        Responsible = Responsible,
        Uid = Uid,
        Text = Report,
        Date = ReportedAt,
        Status = Status,
        Files = [.. Files.Select(file => file.ToFile())],
        Foreign = Foreign,
    };
}
