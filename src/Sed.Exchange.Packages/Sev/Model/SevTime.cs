using System.Globalization;
using System.Text.Json.Serialization;

namespace Sed.Exchange.Packages.Sev;

/// <summary>
/// An <c>xs:dateTime</c> as the sender's clock showed it. Native times in attributes often lack a zone, so the zone is optional and
/// never invented here: <see cref="In"/> takes the sender's zone from the directory.
/// </summary>
/// <param name="Clock">Date and time of the clock; its Kind is Unspecified.</param>
/// <param name="Offset">The zone; null when none was written.</param>
[JsonConverter(typeof(SevTimeJson))]
public readonly record struct SevTime(DateTime Clock, TimeSpan? Offset)
{
    /// <summary>The zone of a time that names none, where no directory says the sender's: Moscow's (§11 of the facts).</summary>
    public static readonly TimeSpan UsualZone = TimeSpan.FromHours(3);

    private static readonly TimeSpan LargestOffset = TimeSpan.FromHours(14);

    /// <summary>The same instant and zone as <paramref name="time"/>.</summary>
    public static SevTime From(DateTimeOffset time) => new(time.DateTime, time.Offset);

    /// <summary>Reads the lexical forms of <c>xs:dateTime</c> for years 1 to 9999; digits beyond 100 ns are cut.</summary>
    /// <returns>False when the text is not such a time.</returns>
    public static bool TryParse(string? text, out SevTime time)
    {
        time = default;
        var trimmed = text?.Trim();
        if (trimmed is null || trimmed.Length < 19 || trimmed.Length > 64 || trimmed[10] != 'T')
        {
            return false;
        }

        TimeSpan? offset = null;
        var clock = trimmed;
        if (trimmed[^1] == 'Z')
        {
            offset = TimeSpan.Zero;
            clock = trimmed[..^1];
        }
        else if (trimmed[^6] is '+' or '-' && trimmed[^3] == ':' && trimmed.Length >= 25)
        {
            if (!TimeSpan.TryParseExact(trimmed[^5..], @"hh\:mm", CultureInfo.InvariantCulture, out var size) || size > LargestOffset)
            {
                return false;
            }

            offset = trimmed[^6] == '-' ? -size : size;
            clock = trimmed[..^6];
        }

        // 24:00:00 is the first moment of the next day (XML Schema part 2, 3.2.7).
        var nextDay = clock.AsSpan(11).StartsWith("24:00:00", StringComparison.Ordinal) && clock.AsSpan(19).Trim('.').Trim('0').IsEmpty;
        if (nextDay)
        {
            clock = string.Concat(clock.AsSpan(0, 11), "00:00:00");
        }

        if (clock.Length > 27 && clock[19] == '.' && clock.AsSpan(20).IndexOfAnyExceptInRange('0', '9') < 0)
        {
            clock = clock[..27];
        }

        if (!DateTime.TryParseExact(clock, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed)
            || clock[^1] == '.'
            || parsed.Ticks < LargestOffset.Ticks
            || parsed.Ticks > DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay - LargestOffset.Ticks)
        {
            return false;
        }

        time = new SevTime(nextDay ? parsed.AddDays(1) : parsed, offset);
        return true;
    }

    /// <summary>The instant, read in <paramref name="zoneIfNone"/> when no zone was written (the directory's default is +03:00).</summary>
    public DateTimeOffset In(TimeSpan zoneIfNone) => new(Clock, Offset ?? zoneIfNone);

    /// <summary>The shortest lexical form: fraction only when there is one, zone only when known.</summary>
    public override string ToString() => Format("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF");

    /// <summary>The form of <c>Header/@Time</c>: always seven digits of fraction.</summary>
    public string ToLongString() => Format("yyyy-MM-dd'T'HH:mm:ss.fffffff");

    private string Format(string pattern) => Clock.ToString(pattern, CultureInfo.InvariantCulture) + Offset switch
    {
        null => "",
        { } offset => (offset < TimeSpan.Zero ? "-" : "+") + offset.Duration().ToString(@"hh\:mm", CultureInfo.InvariantCulture),
    };
}
