namespace Sed.Exchange.Node.Configuration;

/// <summary>The few shapes that keys have: required, optional, with a standard value, a time, a count.</summary>
internal static class KeyShapes
{
    public static ConfigurationKey<T> Required<T>(string path, (string Words, ValueParser<T> Parse) type, string meaning) =>
        new(path, type.Words, true, default!, null, meaning, type.Parse);

    public static ConfigurationKey<T?> Optional<T>(string path, (string Words, ValueParser<T?> Parse) type, string meaning)
        where T : class =>
        new(path, type.Words, false, null, null, meaning, type.Parse);

    public static ConfigurationKey<T> Standard<T>(string path, (string Words, ValueParser<T> Parse) type, T standard, string text, string meaning) =>
        new(path, type.Words, false, standard, text, meaning, type.Parse);

    public static ConfigurationKey<TimeSpan> Time(string path, TimeSpan least, TimeSpan most, TimeSpan standard, string meaning) =>
        Standard(path, ValueTypes.Duration(least, most), standard, ValueTypes.Write(standard), meaning);

    public static ConfigurationKey<long> Count(string path, long least, long most, long standard, string meaning) =>
        Standard(path, ValueTypes.Number(least, most), standard, standard.ToString(System.Globalization.CultureInfo.InvariantCulture), meaning);

    public static TimeSpan Minutes(int count) => TimeSpan.FromMinutes(count);

    public static TimeSpan Hours(int count) => TimeSpan.FromHours(count);

    public static TimeSpan Days(int count) => TimeSpan.FromDays(count);
}
