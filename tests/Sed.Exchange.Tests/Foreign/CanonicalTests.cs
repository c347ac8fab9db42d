using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using Sed.Exchange.Containers.Foreign;

namespace Sed.Exchange.Tests.Foreign;

/// <summary>Canonical octets are those of the runtime's own transforms, for documents and for every element in them.</summary>
public class CanonicalTests
{
    private const string Exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#";
    private const string Inclusive = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
    private const string Xmlns = "http://www.w3.org/2000/xmlns/";
    private const string Xml = "http://www.w3.org/XML/1998/namespace";

    [Theory]
    [InlineData(Exclusive, null)]
    [InlineData(Exclusive, "a #default")]
    [InlineData(Inclusive, null)]
    public void Octets_are_those_of_another_canonicaliser(string method, string? prefixes)
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var round = 0; round < 60; round++)
        {
            var document = Signing.Load(Document(random));
            foreach (var comments in new[] { false, true })
            {
                foreach (var node in XmlTree.Elements(document.DocumentElement!).Prepend<XmlNode>(document))
                {
                    var expected = Another(node, method, prefixes, comments);
                    var actual = XmlCanonical.Of(node, null, method, comments, prefixes, long.MaxValue);
                    Assert.True(expected == Encoding.UTF8.GetString(actual!), $"seed {seed}, {node.Name} of {document.OuterXml}\n{expected}\n{Encoding.UTF8.GetString(actual!)}");
                }
            }
        }
    }

    [Fact]
    public void What_is_left_out_leaves_everything_else()
    {
        var document = Signing.Load("<a><b/>x<c><d/></c>y</a>");
        var without = (XmlElement)document.SelectSingleNode("//c")!;
        Assert.Equal("<a><b></b>xy</a>", Encoding.UTF8.GetString(XmlCanonical.Of(document, without, Inclusive, false, null, 100)!));
    }

    [Fact]
    public void No_more_comes_out_than_is_asked_for_and_no_depth_is_too_deep()
    {
        var much = Signing.Load($"<a xmlns:p=\"{new string('u', 10_000)}\">{string.Concat(Enumerable.Repeat("<p:b/>", 1000))}</a>");
        Assert.Null(XmlCanonical.Of(much, null, Exclusive, false, null, 1_000_000));
        Assert.NotNull(XmlCanonical.Of(much, null, Inclusive, false, null, 1_000_000));
        var deep = Signing.Load(string.Concat(Enumerable.Repeat("<a>", 5000)) + string.Concat(Enumerable.Repeat("</a>", 5000)));
        Assert.Equal(7 * 5000, XmlCanonical.Of(deep, null, Exclusive, false, null, 1_000_000)!.Length);
    }

    private static string Document(Random random)
    {
        var text = new StringBuilder("<?xml version=\"1.0\"?>\n<!-- before --><?pi data?>");
        Element(text, random, 0, []);
        return text.Append("<!--after-->\n<?end?>").ToString();
    }

    // Only prefixes that are declared above are used; every other letter of the standards is there.
    private static void Element(StringBuilder text, Random random, int depth, List<string> known)
    {
        List<string> here = [.. known], declarations = [];
        foreach (var prefix in new[] { "", "a", "b", "c" })
        {
            if (random.Next(3) != 0) continue;
            declarations.Add(prefix.Length == 0 ? $"xmlns=\"{(random.Next(2) == 0 ? "" : "urn:d" + random.Next(2))}\"" : $"xmlns:{prefix}=\"urn:{prefix}{random.Next(2)}\"");
            if (prefix.Length > 0 && !here.Contains(prefix)) here.Add(prefix);
        }

        string Pick() => here.Count == 0 || random.Next(2) == 0 ? "" : here[random.Next(here.Count)] + ":";
        var name = Pick() + "e" + random.Next(3);
        text.Append('<').Append(name);
        foreach (var declaration in declarations) text.Append(' ').Append(declaration);
        if (random.Next(4) == 0) text.Append(" xml:lang=\"ru\"");
        if (random.Next(3) == 0) text.Append(" z=\"1 &lt;&quot;&#9;&#10;&#13;&amp;'>\"");
        if (here.Count > 0 && random.Next(2) == 0) text.Append($" {here[0]}:y=\"ю\" x=\"2\"");
        text.Append('>');
        for (var child = random.Next(depth > 3 ? 1 : 4); child > 0; child--)
        {
            text.Append(random.Next(6) switch { 0 => "text &lt;&gt;&amp;&#13; \n", 1 => "<![CDATA[<&]]>", 2 => "<!-- c -->", 3 => "<?p d?>", _ => " " });
            Element(text, random, depth + 1, here);
        }

        text.Append("</").Append(name).Append('>');
    }

    private static string Another(XmlNode top, string method, string? prefixes, bool comments)
    {
        var copy = new XmlDocument { PreserveWhitespace = true };
        if (top is XmlDocument document)
        {
            foreach (XmlNode child in document.ChildNodes)
                if (child is not XmlDeclaration) copy.AppendChild(copy.ImportNode(child, deep: true));
        }
        else
        {
            var root = (XmlElement)copy.AppendChild(copy.ImportNode(top, deep: true))!;
            for (var ancestor = top.ParentNode as XmlElement; ancestor is not null; ancestor = ancestor.ParentNode as XmlElement)
            {
                foreach (XmlAttribute attribute in ancestor.Attributes)
                {
                    var isInherited = attribute.NamespaceURI == Xmlns || (method == Inclusive && attribute.NamespaceURI == Xml);
                    if (isInherited && !root.HasAttribute(attribute.LocalName, attribute.NamespaceURI)) root.SetAttributeNode((XmlAttribute)copy.ImportNode(attribute, deep: true));
                }
            }
        }

        Transform transform = method == Exclusive ? new XmlDsigExcC14NTransform(comments, prefixes) : new XmlDsigC14NTransform(comments);
        transform.LoadInput(copy);
        using var output = new StreamReader((MemoryStream)transform.GetOutput(typeof(Stream)));
        return output.ReadToEnd();
    }
}
