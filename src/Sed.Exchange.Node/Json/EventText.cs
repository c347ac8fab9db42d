using System.Globalization;
using Sed.Exchange.Node.Texts;

namespace Sed.Exchange.Node.Json;

/// <summary>A line of a timeline for people: a report that tells of progress says of which, one that tells a number says it.</summary>
internal static class EventText
{
    private const string Progress = "Progress";

    /// <summary>The words.</summary>
    public static string Of(TimelineDocument entry, Words words)
    {
        var text = words[$"event.{entry.Event}"];
        if (entry is { Event: Progress, Kinds.Count: > 0 })
            return $"{text}: {string.Join(", ", entry.Kinds.Select(kind => words.Has($"owed.kind.{kind}") ? words[$"owed.kind.{kind}"] : kind))}";
        return entry is { Number: { } number, Date: { } date }
            ? $"{text}: {words.With("event.number", number, date.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture))}"
            : text;
    }
}
