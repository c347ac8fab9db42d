using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Delivery.Control;

namespace Sed.Exchange.Node.Json;

/// <summary><c>sedx-control/1</c>: what <c>sedx control --json</c> writes and the API answers.</summary>
public sealed record ControlDocument
{
    /// <summary>Name of the contract.</summary>
    public string Schema => "sedx-control/1";

    /// <summary>The moment by which deadlines are judged.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Tasks by deadline, those without one last.</summary>
    public required IReadOnlyList<ControlTaskDocument> Items { get; init; }

    /// <summary>Cursor for the next page; null: there is none.</summary>
    public string? Next { get; init; }

    /// <summary>Writes a page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="directory">Gives names; null: none are given.</param>
    /// <param name="at">The moment by which deadlines were judged.</param>
    /// <param name="withContent">False: without texts and people, for readers whom content does not concern.</param>
    public static ControlDocument From(ControlPage page, ExchangeDirectory? directory, DateTimeOffset at, bool withContent) => new()
    {
        At = at,
        Items = [.. page.Items.Select(item => ControlTaskDocument.From(item, directory, withContent))],
        Next = page.Next is null ? null : ControlCursor.Write(page.Next),
    };
}
