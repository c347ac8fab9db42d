using System.Globalization;
using System.Text.RegularExpressions;
using Sed.Exchange.Containers.Policies;

namespace Sed.Exchange.Node.Configuration;

/// <summary>The types of values, each with the words that describe it.</summary>
internal static partial class ValueTypes
{
    public static (string Words, ValueParser<string?> Parse) NodeId { get; } = (
        "1–40 lower-case Latin letters, digits, dashes",
        (RawValue value, string _, out string? parsed) => (parsed = value.Text) is not null && value.MayBeText && IsNodeId(value.Text));

    /// <summary>True for what may be a node's id.</summary>
    public static bool IsNodeId(string text) => NodeIdPattern().IsMatch(text);

    public static (string Words, ValueParser<string?> Parse) FilePath { get; } = (
        "path",
        (RawValue value, string folder, out string? parsed) =>
        {
            parsed = null;
            if (!value.MayBeText || value.Text.Length == 0 || value.Text.Contains('\0', StringComparison.Ordinal)) return false;
            parsed = Path.GetFullPath(value.Text, folder);
            return true;
        }
    );

    public static (string Words, ValueParser<string?> Parse) TokenLabel { get; } = (
        "text of 1 to 32 characters",
        (RawValue value, string _, out string? parsed) => (parsed = value.Text) is not null && value.MayBeText && IsName(value.Text, 32));

    public static (string Words, ValueParser<string?> Parse) TokenKey { get; } = (
        "text, or `id:` and hexadecimal digits",
        (RawValue value, string _, out string? parsed) => (parsed = value.Text) is not null && value.MayBeText && IsName(value.Text, 256)
            && (!value.Text.StartsWith("id:", StringComparison.Ordinal) || TokenIdPattern().IsMatch(value.Text)));

    private static bool IsName(string text, int longest) => text.Length > 0 && text.Length <= longest && !text.Any(char.IsControl);

    // A name of a policy that comes with the program, else a path.
    public static (string Words, ValueParser<string?> Parse) PolicySource { get; } = (
        string.Join(", ", VerificationPolicies.All.Select(policy => $"`{policy.Name}`").Order(StringComparer.Ordinal)) + ", or path",
        (RawValue value, string folder, out string? parsed) =>
        {
            if (!FilePath.Parse(value, folder, out parsed)) return false;
            if (VerificationPolicies.Find(value.Text) is not null) parsed = value.Text;
            return true;
        }
    );

    public static (string Words, ValueParser<string?> Parse) Fingerprint { get; } = (
        "64 hexadecimal digits",
        (RawValue value, string _, out string? parsed) =>
        {
            // Tools print fingerprints with colons and capitals, sedx itself in groups.
            parsed = value.MayBeText ? Region.Fingerprint.Parse(value.Text) : null;
            return parsed is not null;
        }
    );

    public static (string Words, ValueParser<Guid> Parse) Organisation { get; } = (
        "GUID",
        (RawValue value, string _, out Guid parsed) =>
        {
            parsed = Guid.Empty;
            return value.MayBeText && Guid.TryParse(value.Text, out parsed) && parsed != Guid.Empty;
        }
    );

    public static (string Words, ValueParser<IReadOnlyList<Guid>?> Parse) Organisations { get; } = (
        "GUIDs separated by commas, each once",
        (RawValue value, string _, out IReadOnlyList<Guid>? parsed) =>
        {
            var found = new List<Guid>();
            parsed = found;
            if (!value.MayBeText) return false;
            foreach (var text in value.Text.Split(',', StringSplitOptions.TrimEntries))
            {
                if (!Guid.TryParse(text, out var organisation) || organisation == Guid.Empty || found.Contains(organisation)) return false;
                found.Add(organisation);
            }

            return true;
        }
    );

    public static (string Words, ValueParser<string?> Parse) MailAddress { get; } = (
        "text of 3 to 254 characters with one `@`",
        (RawValue value, string _, out string? parsed) => (parsed = value.Text) is not null && value.MayBeText && value.Text.Length is >= 3 and <= 254
            && value.Text.Count(letter => letter == '@') == 1 && !value.Text.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter)));

    public static (string Words, ValueParser<Uri?> Parse) HttpsAddress { get; } = (
        "`https://…`, without a query",
        (RawValue value, string _, out Uri? parsed) => Uri.TryCreate(value.Text, UriKind.Absolute, out parsed)
            && value.MayBeText && parsed.Scheme == Uri.UriSchemeHttps && parsed.Query.Length == 0 && parsed.UserInfo.Length == 0 && parsed.Fragment.Length == 0
    );

    public static (string Words, ValueParser<IReadOnlyList<Uri>?> Parse) WebAddresses { get; } = (
        "`http://…` or `https://…`, several separated by commas",
        (RawValue value, string _, out IReadOnlyList<Uri>? parsed) =>
        {
            var found = (value.Text ?? string.Empty).Split(',', StringSplitOptions.TrimEntries)
                .Select(text => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.UserInfo.Length == 0 ? address : null)
                .ToList();
            parsed = [.. found.OfType<Uri>()];
            return value.MayBeText && found.Count > 0 && !found.Contains(null);
        }
    );

    public static (string Words, ValueParser<string?> Parse) ObjectIdentifier { get; } = (
        "OID, as `1.2.643.2.2.38.4`",
        (RawValue value, string _, out string? parsed) => (parsed = value.Text) is not null && value.MayBeText && value.Text.Length <= 100
            && value.Text.Split('.') is { Length: > 1 } arcs && arcs.All(arc => arc.Length > 0 && arc.All(char.IsAsciiDigit)));

    public static (string Words, ValueParser<string?> Parse) ClientId { get; } = (
        "GUID",
        (RawValue value, string _, out string? parsed) => (parsed = value.Text) is not null && value.MayBeText && Guid.TryParseExact(value.Text, "D", out Guid _));

    public static (string Words, ValueParser<string?> Parse) BlobContainer { get; } = (
        "3–63 lower-case Latin letters, digits, single dashes",
        (RawValue value, string _, out string? parsed) => (parsed = value.Text) is not null && value.MayBeText && value.Text.Length is >= 3 and <= 63
            && BlobContainerPattern().IsMatch(value.Text));

    public static (string Words, ValueParser<string?> Parse) BlobPrefix { get; } = (
        "up to 100 Latin letters, digits, dashes, with `/` between parts and at the end",
        (RawValue value, string _, out string? parsed) => (parsed = value.Text) is not null && value.MayBeText && value.Text.Length <= 100
            && BlobPrefixPattern().IsMatch(value.Text));

    public static (string Words, ValueParser<ListenAddress?> Parse) Address(string words, Func<ListenAddress, bool> allowed) => (
        words,
        (RawValue value, string _, out ListenAddress? parsed) =>
        {
            parsed = value.MayBeText ? ListenAddress.Parse(value.Text) : null;
            return parsed is not null && allowed(parsed);
        }
    );

    public static (string Words, ValueParser<IReadOnlyList<string>?> Parse) HostNames { get; } = (
        "host names separated by commas, without ports",
        (RawValue value, string _, out IReadOnlyList<string>? parsed) =>
        {
            parsed = value.MayBeText ? value.Text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : null;
            return parsed is { Count: > 0 } && parsed.All(IsHostName);
        }
    );

    /// <summary>True for names as DNS has them (RFC 1123 section 2.1), in ASCII; internationalised ones in their A-form.</summary>
    public static bool IsHostName(string name) => name.Length is > 0 and <= 253 && HostNamePattern().IsMatch(name);

    public static (string Words, ValueParser<string?> Parse) Choice(params string[] choices) => (
        string.Join(" or ", choices.Select(choice => $"`{choice}`")),
        (RawValue value, string _, out string? parsed) => (parsed = value.Text) is not null && value.MayBeText && choices.Contains(value.Text, StringComparer.Ordinal));

    public static (string Words, ValueParser<TimeSpan> Parse) Duration(TimeSpan least, TimeSpan most) => (
        $"time `[d.]hh:mm:ss`, {Write(least)} to {Write(most)}",
        (RawValue value, string _, out TimeSpan parsed) =>
        {
            parsed = default;
            return value.MayBeText && TimeSpan.TryParseExact(value.Text, "c", CultureInfo.InvariantCulture, out parsed) && parsed >= least && parsed <= most;
        }
    );

    public static (string Words, ValueParser<long> Parse) Number(long least, long most) => (
        string.Create(CultureInfo.InvariantCulture, $"whole number, {least} to {most}"),
        (RawValue value, string _, out long parsed) =>
        {
            parsed = 0;
            return value.MayBeNumber && long.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out parsed) && parsed >= least && parsed <= most;
        }
    );

    public static string Write(TimeSpan time) => time.ToString("c", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\Aid:([0-9A-Fa-f]{2})+\z", RegexOptions.CultureInvariant)]
    private static partial Regex TokenIdPattern();

    [GeneratedRegex(@"\A[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex BlobContainerPattern();

    [GeneratedRegex(@"\A([A-Za-z0-9][A-Za-z0-9-]*/)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex BlobPrefixPattern();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,39}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NodeIdPattern();

    [GeneratedRegex("^[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?([.][A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*[.]?$", RegexOptions.CultureInvariant)]
    private static partial Regex HostNamePattern();
}
