using System.Globalization;

namespace Sed.Exchange.Adapters.Folders;

/// <summary>Names as «Дело» gives them in its outbox; whatever is called otherwise is not the channel's.</summary>
internal static class PairName
{
    /// <summary>Ending of a transport envelope.</summary>
    public const string EnvSuffix = ".env";

    private static readonly string[] UnfinishedEndings = [".tmp", ".part", ".partial", ".crdownload"];

    /// <summary>True for a message's folder: a GUID, dashed or not, in any case.</summary>
    public static bool IsPair(string name) => Guid.TryParseExact(name, "D", out _) || Guid.TryParseExact(name, "N", out _);

    /// <summary>The message's name of an <c>.env</c>, or null.</summary>
    public static string? OfEnv(string file) =>
        file.EndsWith(EnvSuffix, StringComparison.OrdinalIgnoreCase) && IsPair(file[..^EnvSuffix.Length]) ? file[..^EnvSuffix.Length] : null;

    /// <summary>The minute of a minute-stamp folder (<c>2014.12.05_08-37</c>), or null.</summary>
    public static DateTime? StampOf(string name) =>
        DateTime.TryParseExact(name, "yyyy.MM.dd_HH-mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var minute) ? minute : null;

    /// <summary>True for names that programs give to files they have not finished.</summary>
    public static bool IsUnfinished(string file) => UnfinishedEndings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
