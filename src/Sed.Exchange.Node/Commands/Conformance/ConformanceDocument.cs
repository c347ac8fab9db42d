using System.Text.Json.Serialization;

namespace Sed.Exchange.Node.Commands.Conformance;

/// <summary><c>sedx-conformance/1</c>: what <c>sedx conformance --json</c> writes.</summary>
/// <param name="Folders">A line per folder.</param>
/// <param name="Rows">Every row that does not agree.</param>
public sealed record ConformanceDocument(IReadOnlyList<ConformanceFolder> Folders, IReadOnlyList<ConformanceRow> Rows)
{
    /// <summary>Name of the contract.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema => "sedx-conformance/1";

    /// <summary>True: no row disagrees.</summary>
    [JsonPropertyOrder(-1)]
    public bool Ok => Folders.All(folder => folder.Disagree == 0);

    /// <summary>Writes results: a line per folder, and each row that does not agree.</summary>
    internal static ConformanceDocument From(IReadOnlyList<RowResult> results) => new(
        [.. results.GroupBy(result => result.Folder.Name).Select(group => new ConformanceFolder(
            group.Key,
            group.Count(),
            group.Count(result => result.Agreement == Agreement.Agrees),
            group.Count(result => result.Agreement == Agreement.Disagrees),
            group.Count(result => result.Agreement == Agreement.NotSupported)))],
        [.. results.Where(result => result.Agreement != Agreement.Agrees).Select(result => new ConformanceRow(
            result.Folder.Name,
            result.Row.File,
            result.Row.Operation,
            result.Agreement == Agreement.Disagrees ? "disagrees" : "notSupported",
            result.Row.Expected,
            result.Row.Reason,
            result.Answer.Kind switch
            {
                VectorAnswerKind.Accepted => "accepted",
                VectorAnswerKind.Refused => "refused",
                VectorAnswerKind.Passed => "passed",
                VectorAnswerKind.Failed => "failed",
                VectorAnswerKind.Indeterminate => "indeterminate",
                VectorAnswerKind.NotPlayed => "notPlayed",
                _ => "notSupported",
            },
            result.Answer.Detail))]);
}
