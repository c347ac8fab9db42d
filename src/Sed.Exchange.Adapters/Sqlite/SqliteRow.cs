using System.Globalization;
using Microsoft.Data.Sqlite;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Adapters.Sqlite;

/// <summary>
/// The one place that says how values lie in columns, both ways: ids as lower-case text, digests as <c>algorithm:hex</c>, dates as Unix
/// milliseconds, days as ISO text, enumerations by name, flags as 0 and 1, lists comma separated.
/// </summary>
internal readonly struct SqliteRow(SqliteDataReader reader)
{
    /// <summary>The column's form of a value.</summary>
    public static object ToColumn(object? value) => value switch
    {
        null => DBNull.Value,
        Guid id => id.ToString("D"),
        DateTimeOffset time => time.ToUnixTimeMilliseconds(),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DigestValue digest => digest.ToString(),
        Enum name => name.ToString(),
        bool flag => flag ? 1L : 0L,
        _ => value,
    };

    public string Text(int column) => reader.GetString(column);

    public string? TextOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public long Number(int column) => reader.GetInt64(column);

    public int Count(int column) => reader.GetInt32(column);

    public bool Flag(int column) => reader.GetInt64(column) != 0;

    public byte[] Bytes(int column) => reader.GetFieldValue<byte[]>(column);

    public byte[]? BytesOrNull(int column) => reader.IsDBNull(column) ? null : Bytes(column);

    public Guid Id(int column) => Guid.ParseExact(reader.GetString(column), "D");

    public Guid? IdOrNull(int column) => reader.IsDBNull(column) ? null : Id(column);

    public DateTimeOffset Time(int column) => DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));

    public DateTimeOffset? TimeOrNull(int column) => reader.IsDBNull(column) ? null : Time(column);

    public DateOnly? DayOrNull(int column) =>
        reader.IsDBNull(column) ? null : DateOnly.ParseExact(reader.GetString(column), "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public DigestValue Digest(int column) => DigestValue.Parse(reader.GetString(column));

    public T Name<T>(int column)
        where T : struct, Enum => Enum.Parse<T>(reader.GetString(column));

    public string[] Texts(int column) => reader.GetString(column) is { Length: > 0 } text ? text.Split(',') : [];

    public Guid[] Ids(int column) => [.. Texts(column).Select(text => Guid.ParseExact(text, "D"))];

    /// <summary>The column's form of a list of ids.</summary>
    public static string ToColumn(IEnumerable<Guid> ids) => string.Join(',', ids.Select(id => id.ToString("D", CultureInfo.InvariantCulture)));

    /// <summary>The column's form of a list of texts without commas.</summary>
    public static string ToColumn(IEnumerable<string> texts)
    {
        var list = texts.ToList();
        if (list.Exists(text => text.Length == 0 || text.Contains(',', StringComparison.Ordinal)))
            throw new ArgumentException("A text in the list is empty or has a comma.", nameof(texts));
        return string.Join(',', list);
    }
}
