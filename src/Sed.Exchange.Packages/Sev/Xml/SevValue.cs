using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Sed.Exchange.Packages.Sev;

/// <summary>Reads and writes the simple types of XML Schema that the format uses.</summary>
internal static class SevValue
{
    /// <summary>Reads a value of one simple type.</summary>
    public delegate bool Parser<T>(string text, out T value);

    /// <summary><c>xs:int</c>.</summary>
    public static bool Int(string text, out int value) =>
        int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    /// <summary><c>xs:boolean</c>.</summary>
    public static bool Boolean(string text, out bool value)
    {
        var trimmed = text.Trim();
        value = trimmed is "true" or "1";
        return value || trimmed is "false" or "0";
    }

    /// <summary><c>xs:date</c> of years 1 to 9999; a zone is cut off.</summary>
    public static bool Date(string text, out DateOnly value)
    {
        var trimmed = text.Trim();
        value = default;
        return trimmed.Length >= 10
            && DateOnly.TryParseExact(trimmed.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out value)
            && (trimmed.Length == 10 || trimmed[10] is 'Z' or '+' or '-');
    }

    /// <summary><c>xs:dateTime</c>.</summary>
    public static bool Time(string text, out SevTime value) => SevTime.TryParse(text, out value);

    /// <summary>A word of a closed list; the words are the names of the enumeration.</summary>
    public static bool Word<T>(string text, out T value)
        where T : struct, Enum
    {
        value = default;
        return Enum.GetNames<T>().Contains(text) && Enum.TryParse(text, out value);
    }

    /// <summary>Writes a number.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static string? Text(int? value) => value?.ToString(CultureInfo.InvariantCulture);

    /// <summary>Writes a boolean.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static string? Text(bool? value) => value is { } known ? (known ? "true" : "false") : null;

    /// <summary>Writes a date.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static string? Text(DateOnly? value) => value?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Writes a time in its shortest form.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static string? Text(SevTime? value) => value?.ToString();

    /// <summary>Writes a word of a closed list.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static string? Text<T>(T? value)
        where T : struct, Enum => value?.ToString();
}
