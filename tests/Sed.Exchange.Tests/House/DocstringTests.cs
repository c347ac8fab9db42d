using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Sed.Exchange.Tests.House;

/// <summary>Every public type and member says what it is. Compared by name with the documentation files that the build writes.</summary>
public sealed class DocstringTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static TheoryData<string> Rooms => RoomTests.Rooms;

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Every_public_type_has_one(string assembly)
    {
        var documented = Documented(assembly);

        var silent = PublicTypes(assembly).Where(type => !documented.ContainsKey("T:" + NameOf(type))).Select(NameOf);

        Expect.None(silent, "Public types without a docstring:");
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Every_public_member_has_one(string assembly)
    {
        var documented = Documented(assembly);

        var silent = PublicTypes(assembly).SelectMany(type => Silent(type, documented));

        Expect.None(silent, "Public members without a docstring:");
    }

    private static IEnumerable<string> Silent(Type type, IReadOnlyDictionary<string, XElement> documented)
    {
        var name = NameOf(type);
        var parameters = documented.TryGetValue("T:" + name, out var text)
            ? text.Elements("param").Select(row => row.Attribute("name")!.Value).ToHashSet()
            : [];
        foreach (var member in type.GetMembers(Declared))
        {
            if (member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)) continue;
            var said = member switch
            {
                FieldInfo field => field.IsSpecialName || documented.ContainsKey($"F:{name}.{field.Name}"),
                // A positional property of a record is described where the record's parameters are.
                PropertyInfo property => parameters.Contains(property.Name) || Inherits(property.GetMethod ?? property.SetMethod!)
                    || documented.Keys.Any(key => StartsWith(key, $"P:{name}.{property.Name}")),
                MethodInfo method => method.IsSpecialName || Inherits(method)
                    || documented.Keys.Any(key => StartsWith(key, $"M:{name}.{method.Name}")),
                EventInfo happening => documented.ContainsKey($"E:{name}.{happening.Name}"),
                _ => true, // Constructors say nothing that the type does not; nested types are asked for themselves.
            };
            if (!said) yield return $"{name}.{member.Name}";
        }
    }

    private static bool StartsWith(string key, string member) =>
        key.StartsWith(member, StringComparison.Ordinal) && (key.Length == member.Length || key[member.Length] is '(' or '`');

    // What overrides or implements is described where it is promised.
    private static bool Inherits(MethodInfo method) =>
        method.GetBaseDefinition() != method
        || (!method.DeclaringType!.IsInterface && method.DeclaringType.GetInterfaces()
            .Any(seam => method.DeclaringType.GetInterfaceMap(seam).TargetMethods.Contains(method)));

    private static IEnumerable<Type> PublicTypes(string assembly) =>
        Assembly.Load(assembly).GetExportedTypes().Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false));

    private static string NameOf(Type type) => type.FullName!.Replace('+', '.');

    private static Dictionary<string, XElement> Documented(string assembly) =>
        XDocument.Load(Path.Combine(AppContext.BaseDirectory, assembly + ".xml")).Descendants("member")
            .Where(row => row.Elements().Any())
            .ToDictionary(row => row.Attribute("name")!.Value);
}
