using System.Xml;
using System.Xml.Linq;

namespace Sed.Exchange.Packages;

/// <summary>Names a place in a passport: names, numbers and a line, never a value.</summary>
internal static class PassportPlace
{
    /// <summary><c>DocInfo/DocumentList/Document[2]/@UID:17</c>, the number after the colon being the line.</summary>
    public static string Of(XObject place)
    {
        var element = place as XElement ?? place.Parent!;
        var steps = element.AncestorsAndSelf().Reverse().Select(Step);
        var path = string.Join('/', steps) + (place is XAttribute attribute ? $"/@{attribute.Name.LocalName}" : "");
        return place is IXmlLineInfo line && line.HasLineInfo() ? $"{path}:{line.LineNumber}" : path;
    }

    private static string Step(XElement element)
    {
        var before = element.ElementsBeforeSelf(element.Name).Count();
        return before == 0 ? element.Name.LocalName : $"{element.Name.LocalName}[{before + 1}]";
    }
}
