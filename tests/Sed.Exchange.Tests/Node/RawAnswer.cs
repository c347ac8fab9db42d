using System.Text.Json;

namespace Sed.Exchange.Tests.Node;

/// <summary>An answer as it came over a <see cref="RawConnection"/>.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Connection">Its header Connection.</param>
/// <param name="Body">Its body.</param>
internal sealed record RawAnswer(int Status, string? Connection, string Body)
{
    /// <summary>The problem's code; null when the body is none.</summary>
    public string? Code => Body.StartsWith('{') ? JsonDocument.Parse(Body).RootElement.GetProperty("code").GetString() : null;
}
