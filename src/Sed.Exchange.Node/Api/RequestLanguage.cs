using Microsoft.Net.Http.Headers;

namespace Sed.Exchange.Node.Api;

/// <summary>The language a caller asks for by <c>Accept-Language</c>: <c>en</c> when it is wanted more than Russian, else <c>ru</c>.</summary>
internal static class RequestLanguage
{
    public static string Of(HttpRequest request)
    {
        var wanted = request.Headers.AcceptLanguage;
        if (wanted.Count == 0 || !StringWithQualityHeaderValue.TryParseList(wanted, out var list)) return "ru";
        return list
            .Where(language => language.Quality is not 0)
            .OrderByDescending(language => language.Quality ?? 1)
            .Select(language => language.Value.ToString().Split('-')[0].ToLowerInvariant())
            .FirstOrDefault(language => language is "ru" or "en") ?? "ru";
    }
}
