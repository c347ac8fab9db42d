using System.Globalization;

namespace Sed.Exchange.Node.Json;

/// <summary>Where a reader of a feed stands: <c>epoch-number</c>. The epoch changes with every restore, since numbers may then come anew.</summary>
/// <param name="Epoch">The node's epoch.</param>
/// <param name="Number">Number of the last event read; 0: none.</param>
internal sealed record FeedCursor(int Epoch, long Number)
{
    /// <summary>Reads a cursor; null: it is none.</summary>
    public static FeedCursor? Parse(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        return dash > 0
            && int.TryParse(text.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)
            && long.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? new FeedCursor(epoch, number)
                : null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Epoch}-{Number}");
}
