using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Sed.Exchange.Packages.Sev;
using Sed.Exchange.Tests.Packages.Differential;

namespace Sed.Exchange.Tests.Packages;

/// <summary>The model explains itself in the words of the field: each element and attribute has a docstring with its name and its Russian meaning.</summary>
public sealed partial class SevDictionaryTests
{
    private static readonly Dictionary<string, string> Documented =
        XDocument.Load(Path.Combine(AppContext.BaseDirectory, "Sed.Exchange.Packages.xml")).Descendants("member")
            .Where(member => member.Element("summary") is not null)
            .ToDictionary(member => member.Attribute("name")!.Value, member => member.Element("summary")!.ToString());

    private static IEnumerable<Type> Elements => typeof(SevElement).Assembly.GetExportedTypes().Where(typeof(SevElement).IsAssignableFrom);

    private static IEnumerable<string> DocstringsOfValues =>
        from type in Elements.Append(typeof(SevEnvelop))
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        where property.CanWrite && property.Name != nameof(SevElement.Foreign)
        select Documented[$"P:{type.FullName}.{property.Name}"];

    [Fact]
    public void Every_value_says_what_it_is_called_and_what_it_means_in_Russian()
    {
        var values = DocstringsOfValues.ToList();
        Assert.InRange(values.Count, 200, 1000);
        Assert.All(values, text => Assert.Matches("(<c>|Text: )", text));
        Assert.All(values, text => Assert.Matches("[а-яё]{2}", text));
    }

    [Fact]
    public void Every_type_and_every_word_of_a_list_says_what_it_means_in_Russian()
    {
        Assert.All(
            Elements.Where(type => !type.IsAbstract && type.Name is not (nameof(SevTerm) or nameof(SevDocumentReference) or nameof(SevSubscription))),
            type => Assert.Matches("[а-яё]{2}", Documented["T:" + type.FullName]));
        var lists = typeof(SevElement).Assembly.GetExportedTypes().Where(type => type.IsEnum && type.Namespace == typeof(SevElement).Namespace && type != typeof(SevGeneration));
        Assert.All(
            lists.SelectMany(list => list.GetFields(BindingFlags.Public | BindingFlags.Static)),
            word => Assert.Matches("[а-яё]{2}", Documented[$"F:{word.DeclaringType!.FullName}.{word.Name}"]));
    }

    [Theory]
    [InlineData("DocInfo")]
    [InlineData("Report")]
    [InlineData("SyncInfo")]
    [InlineData("SyncReport")]
    [InlineData("Envelop")]
    public void Every_declaration_of_the_schemas_is_named_by_a_docstring(string root)
    {
        var named = Documented.Where(row => row.Key.Contains("Packages.Sev.", StringComparison.Ordinal))
            .SelectMany(row => InCode().Matches(row.Value))
            .SelectMany(match => match.Groups[1].Value.Split('/'))
            .Select(name => PrefixOrExtension().Replace(name, ""))
            .ToHashSet(StringComparer.Ordinal);
        var schemas = VendorSchemas.Load(Path.Combine(SharedFolder.RepositoryRoot(), "schemas", "sev", root + ".xsd"));
        Assert.Empty(VendorSchemas.Declarations(schemas, root).Select(declaration => declaration[(declaration.LastIndexOf('/') + 1)..]).Except(named));
    }

    [GeneratedRegex("<c>([^<]*)</c>")]
    private static partial Regex InCode();

    [GeneratedRegex("ext20[0-9]{2}:|[.]xml$")]
    private static partial Regex PrefixOrExtension();
}
