using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Tests.Client;

/// <summary>How types look as JSON: every member with the kind of its value, by path. Two types that must say the same have the same shape.</summary>
internal static class JsonShape
{
    private static readonly Type[] Texts = [typeof(string), typeof(Guid), typeof(DateOnly), typeof(DateTimeOffset), typeof(SevTime)];

    /// <summary>Lines such as <c>document.files[].title: text</c>, sorted.</summary>
    public static IReadOnlyList<string> Of(Type type, Func<string, bool>? skips = null)
    {
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        Add(type, string.Empty, lines, skips ?? (_ => false), []);
        return [.. lines];
    }

    private static void Add(Type type, string path, SortedSet<string> lines, Func<string, bool> skips, IReadOnlyList<Type> above)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (Texts.Contains(type) || type.IsEnum) lines.Add($"{path}: text");
        else if (type == typeof(bool)) lines.Add($"{path}: boolean");
        else if (type.IsPrimitive) lines.Add($"{path}: number");
        else if (typeof(IEnumerable).IsAssignableFrom(type)) Add(type.GetGenericArguments()[0], path + "[]", lines, skips, above);
        else if (above.Contains(type)) lines.Add($"{path}: as above");
        else
        {
            foreach (var member in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            {
                var name = JsonNamingPolicy.CamelCase.ConvertName(member.Name);
                if (member.GetCustomAttribute<JsonIgnoreAttribute>() is { Condition: JsonIgnoreCondition.Always } || member.GetIndexParameters().Length > 0 || skips(name)) continue;
                Add(member.PropertyType, path.Length == 0 ? name : $"{path}.{name}", lines, skips, [.. above, type]);
            }
        }
    }
}
