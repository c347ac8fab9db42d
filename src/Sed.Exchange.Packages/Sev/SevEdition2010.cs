using System.Xml.Linq;

namespace Sed.Exchange.Packages.Sev;

/// <summary>
/// ГОСТ Р 53898-2010, another format under a similar name: dead since 01.09.2014, recognised so that the refusal can say so.
/// </summary>
internal static class SevEdition2010
{
    /// <summary>True for the root element of that edition: <c>Header</c>, with its own names of attributes.</summary>
    public static bool IsRoot(XElement root) =>
        root.Name.LocalName == "Header" && (root.Attribute("msg_type") is not null || root.Attribute("msg_id") is not null);

    /// <summary>True when a small XML file of the package is such a message. Asked only when nothing else is a passport.</summary>
    public static bool IsIn(PackageSet set) =>
        PassportXml.RootsIn(set).Any(found => IsRoot(found.Root));
}
