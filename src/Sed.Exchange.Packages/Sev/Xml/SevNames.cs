using System.Xml.Linq;

namespace Sed.Exchange.Packages.Sev;

/// <summary>Namespaces of the format.</summary>
internal static class SevNames
{
    /// <summary>Both generations.</summary>
    public static readonly XNamespace Sev = "http://www.eos.ru/2010/sev";

    /// <summary>Extensions of version 18: attribute eTag of File.</summary>
    public static readonly XNamespace Ext2015 = "http://www.eos.ru/2010/sev/Ext2015";

    /// <summary>Extensions of version 18: TermDate, AccompDoc, EDocument, Editing.</summary>
    public static readonly XNamespace Ext2016 = "http://www.eos.ru/2010/sev/Ext2016";

    /// <summary>Extensions of version 18: registration of projects.</summary>
    public static readonly XNamespace Ext2018 = "http://www.eos.ru/2010/sev/Ext2018";

    /// <summary>XML Schema instance: <c>xsi:nil</c>.</summary>
    public static readonly XNamespace SchemaInstance = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>The prefix this project writes for an extension's namespace.</summary>
    public static string PrefixOf(XNamespace extension) => "ext" + extension.NamespaceName[^4..];

    /// <summary>True for the roots of address-book synchronisation, which version 12 does not have.</summary>
    public static bool IsSync(XName root) => root == Sev + "SyncInfo" || root == Sev + "SyncReport";

    /// <summary>True for the three extensions of version 18.</summary>
    public static bool IsExtension(XNamespace name) => name == Ext2015 || name == Ext2016 || name == Ext2018;
}
