using System.Text.Json;
using System.Text.RegularExpressions;

namespace Sed.Exchange.Node.Configuration;

/// <summary>
/// The values of a configuration as written, by concrete path (<c>keys.seals[0].file</c>): those of the file, overridden by the environment.
/// Unknown keys are found here.
/// </summary>
internal sealed partial class ConfigurationText
{
    private const string Prefix = "SEDX_";

    private readonly Dictionary<string, RawValue> _values = new(StringComparer.Ordinal);
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private readonly Dictionary<string, int> _lists = new(StringComparer.Ordinal);
    private readonly List<ConfigurationFault> _faults;

    private ConfigurationText(List<ConfigurationFault> faults) => _faults = faults;

    /// <summary>Number of elements of a list.</summary>
    public int CountOf(string list) => _lists.GetValueOrDefault(list);

    /// <summary>The value at a path, or null.</summary>
    public RawValue? Find(string path) => _values.GetValueOrDefault(path);

    public static ConfigurationText Read(byte[] json, IEnumerable<KeyValuePair<string, string>> environment, List<ConfigurationFault> faults)
    {
        var text = new ConfigurationText(faults);
        try
        {
            // Notepad puts a mark of byte order before UTF-8; it is no part of JSON (RFC 8259, 8.1), and no reason not to start.
            var octets = json.AsMemory(json.AsSpan().StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0);
            using var document = JsonDocument.Parse(octets, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 16 });
            text.Take(document.RootElement, string.Empty);
        }
        catch (JsonException malformed)
        {
            faults.Add(new ConfigurationFault("$", ConfigurationFaultKind.Malformed, malformed.Message));
        }

        foreach (var (name, value) in environment.OrderBy(pair => pair.Key, StringComparer.Ordinal)) text.Override(name, value);
        return text;
    }

    private void Take(JsonElement element, string path)
    {
        var pattern = Index().Replace(path, "[]");
        var isLeaf = ConfigurationKeys.All.Any(key => key.Path == pattern);
        if (!isLeaf && !IsAbove(pattern))
        {
            _faults.Add(new ConfigurationFault("$." + path, ConfigurationFaultKind.Unknown));
            return;
        }

        var isList = ConfigurationKeys.All.Any(key => key.List == pattern);
        switch (element.ValueKind)
        {
            case JsonValueKind.Null:
                break;
            case JsonValueKind.Object when !isLeaf && !isList:
                var seen = new HashSet<string>(StringComparer.Ordinal);
                foreach (var property in element.EnumerateObject())
                {
                    var inner = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
                    if (!seen.Add(property.Name)) _faults.Add(new ConfigurationFault("$." + inner, ConfigurationFaultKind.Twice));
                    else Take(property.Value, inner);
                }

                break;
            case JsonValueKind.Array when isList:
                var count = 0;
                foreach (var item in element.EnumerateArray()) Take(item, $"{path}[{count++}]");
                _lists[path] = count;
                break;
            case JsonValueKind.String or JsonValueKind.Number when isLeaf:
                _values[path] = new RawValue("$." + path, element.ToString(), element.ValueKind);
                break;
            default:
                var expected = isList ? "list" : isLeaf ? ConfigurationKeys.All.First(key => key.Path == pattern).Type : "object";
                _faults.Add(new ConfigurationFault(path.Length == 0 ? "$" : "$." + path, ConfigurationFaultKind.Invalid, expected));
                break;
        }
    }

    // The host's usual form: `node__id`, lists by index `keys__seals__0__file`; with the prefix SEDX_ unknown names are faults, without it
    // they belong to other programs.
    private void Override(string name, string value)
    {
        var prefixed = name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);
        var bare = prefixed ? name[Prefix.Length..] : name;
        if (!bare.Contains("__", StringComparison.Ordinal)) return;
        var written = string.Empty;
        foreach (var part in bare.Split("__"))
        {
            if (part.Length > 0 && part.All(char.IsAsciiDigit)) written += $"[{part}]";
            else written += written.Length == 0 ? part : "." + part;
        }

        var pattern = Index().Replace(written, "[]");
        var key = ConfigurationKeys.All.FirstOrDefault(candidate => string.Equals(candidate.Path, pattern, StringComparison.OrdinalIgnoreCase));
        if (key is null)
        {
            if (prefixed) _faults.Add(new ConfigurationFault(name, ConfigurationFaultKind.Unknown));
            return;
        }

        var path = key.Path;
        if (key.List is { } list)
        {
            var index = Index().Match(written);
            if (!int.TryParse(index.ValueSpan[1..^1], out var position) || position > CountOf(list))
            {
                _faults.Add(new ConfigurationFault(name, ConfigurationFaultKind.Unknown));
                return;
            }

            _lists[list] = Math.Max(CountOf(list), position + 1);
            path = path.Replace("[]", index.Value, StringComparison.Ordinal);
        }

        _values[path] = new RawValue(name, value, JsonValueKind.Undefined);
    }

    private static bool IsAbove(string pattern) => pattern.Length == 0
        || ConfigurationKeys.All.Any(key => key.Path.StartsWith(pattern + ".", StringComparison.Ordinal) || key.Path.StartsWith(pattern + "[]", StringComparison.Ordinal));

    [GeneratedRegex(@"\[[0-9]+\]", RegexOptions.CultureInvariant)]
    private static partial Regex Index();
}
