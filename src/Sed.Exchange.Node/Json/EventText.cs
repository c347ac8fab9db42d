using Sed.Exchange.Node.Texts;

namespace Sed.Exchange.Node.Json;

/// <summary>A line of a timeline for people: a report that tells of progress says of which.</summary>
internal static class EventText
{
    private const string Progress = "Progress";

    /// <summary>The words.</summary>
    public static string Of(TimelineDocument entry, Words words) => entry is { Event: Progress, Kinds.Count: > 0 }
        ? $"{words[$"event.{entry.Event}"]}: {string.Join(", ", entry.Kinds.Select(kind => words.Has($"owed.kind.{kind}") ? words[$"owed.kind.{kind}"] : kind))}"
        : words[$"event.{entry.Event}"];
}
