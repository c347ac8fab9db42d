using System.Globalization;
using System.Text.Json;

namespace Sed.Exchange.Node.Demo.Playing;

/// <summary>What a registry's form is filled with from a registration card, without anybody typing.</summary>
/// <param name="Number">Number at the author.</param>
/// <param name="Deadline">Until when it must be answered.</param>
/// <param name="Task">What the resolution asks for.</param>
internal sealed record RegistryEntry(string Number, DateOnly? Deadline, string? Task)
{
    /// <summary>Reads the card.</summary>
    /// <exception cref="DemoException">The card lacks what registration needs.</exception>
    public static RegistryEntry From(JsonElement card)
    {
        var document = card.GetProperty("document");
        var number = document.GetProperty("number").GetString() ?? throw new DemoException("The card has no number.");
        var task = card.TryGetProperty("tasks", out var tasks) && tasks.GetArrayLength() > 0 ? tasks[0] : default;
        if (task.ValueKind != JsonValueKind.Object) return new RegistryEntry(number, null, null);
        var deadline = task.GetProperty("deadline").GetString();
        return new RegistryEntry(
            number, deadline is null ? null : DateOnly.ParseExact(deadline, "yyyy-MM-dd", CultureInfo.InvariantCulture), task.GetProperty("text").GetString());
    }
}
