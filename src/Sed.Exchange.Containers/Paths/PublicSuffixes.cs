namespace Sed.Exchange.Containers.Paths;

/// <summary>
/// Domains under which anybody registers names, so that a wildcard over one of them would stand for strangers (CA/Browser Forum Baseline Requirements,
/// section 3.2.2.6). A short list by rule and by hand: the public one is long, changes weekly, and only certificates of web servers need it.
/// </summary>
internal static class PublicSuffixes
{
    private const int CountryLetters = 2;

    // What registries of countries put before their two letters.
    private static readonly HashSet<string> SecondLevel = new(StringComparer.OrdinalIgnoreCase) { "ac", "co", "com", "edu", "gov", "gob", "go", "govt", "ltd", "mil", "msk", "ne", "net", "nom", "or", "org", "plc", "sch", "spb" };

    // Where hosts give each customer a name.
    private static readonly HashSet<string> OfHosts = new(StringComparer.OrdinalIgnoreCase)
    {
        "amazonaws.com", "s3.amazonaws.com", "appspot.com", "azurewebsites.net", "blogspot.com", "cloudfront.net", "github.io", "gitlab.io", "herokuapp.com", "netlify.app", "pages.dev",
        "storage.googleapis.com", "vercel.app", "web.app", "workers.dev",
    };

    /// <summary>True for a domain that is, as far as is known here, nobody's own.</summary>
    public static bool Contains(ReadOnlySpan<char> domain)
    {
        var text = domain.ToString();
        return text.Split('.') switch
        {
            [_] => true,
            [var second, { Length: CountryLetters }] => SecondLevel.Contains(second),
            _ => OfHosts.Contains(text),
        };
    }
}
