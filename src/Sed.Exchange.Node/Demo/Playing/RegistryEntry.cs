using System.Text.Json;

namespace Sed.Exchange.Node.Demo.Playing;

/// <summary>What a registry's form is filled with from a registration card, without anybody typing.</summary>
/// <param name="Number">Number at the author.</param>
/// <param name="Deadline">Until when it must be answered.</param>
internal sealed record RegistryEntry(string Number, DateOnly? Deadline)
{
    /// <summary>Reads the card.</summary>
    public static RegistryEntry From(JsonElement card) => new(
        card.GetProperty("number").GetString() ?? throw new DemoException("The card has no number."),
        card.TryGetProperty("deadline", out var deadline) && deadline.ValueKind == JsonValueKind.String
            ? DateOnly.Parse(deadline.GetString()!, System.Globalization.CultureInfo.InvariantCulture)
            : null);
}
