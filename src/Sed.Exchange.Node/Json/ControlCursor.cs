using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Node.Json;

/// <summary>The place of a task in a list as a text that goes into an address: opaque to clients, and without personal data.</summary>
internal static class ControlCursor
{
    /// <summary>Writes a place.</summary>
    public static string Write(TaskKey place) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"{place.DueAt?.ToUnixTimeMilliseconds()} {place.Giver:N} {place.Organisation:N} {place.Uid}")));

    /// <summary>Reads a place; null: it is none.</summary>
    public static TaskKey? Parse(string text)
    {
        if (!Base64Url.IsValid(text)) return null;
        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(' ', 4);
        if (parts.Length < 4 || !Guid.TryParseExact(parts[1], "N", out var giver) || !Guid.TryParseExact(parts[2], "N", out var organisation)) return null;
        if (parts[0].Length == 0) return new TaskKey(null, giver, parts[3], organisation);
        return long.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var due)
            && due >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds() && due <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
                ? new TaskKey(DateTimeOffset.FromUnixTimeMilliseconds(due), giver, parts[3], organisation)
                : null;
    }
}
