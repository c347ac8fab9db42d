using System.Text.Json;

namespace Sed.Exchange.Node.Configuration;

/// <summary>A value as written in the file or in the environment.</summary>
/// <param name="Source">Where: a JSON path from <c>$</c>, or the name of the environment variable.</param>
/// <param name="Text">The text.</param>
/// <param name="Kind">How it was written; <see cref="JsonValueKind.Undefined"/> for the environment, where everything is text.</param>
internal sealed record RawValue(string Source, string Text, JsonValueKind Kind)
{
    /// <summary>True: a JSON string, or anything from the environment.</summary>
    public bool MayBeText => Kind is JsonValueKind.String or JsonValueKind.Undefined;

    /// <summary>True: a JSON number, or anything from the environment.</summary>
    public bool MayBeNumber => Kind is JsonValueKind.Number or JsonValueKind.Undefined;
}
