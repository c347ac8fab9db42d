using System.Xml.Linq;

namespace Sed.Exchange.Packages.Sev;

/// <summary>Marks a report that an exchange node made from a receipt, and not the installation it tells of.</summary>
/// <param name="Node">The node that made it.</param>
/// <param name="ReceiptId">The signed receipt it was made from.</param>
/// <param name="ReceiptKind">Kind of that receipt.</param>
/// <param name="IssuerNode">The node that issued the receipt.</param>
public sealed record SevNodeMark(string Node, Guid ReceiptId, string ReceiptKind, string IssuerNode)
{
    private const string ElementName = "madeByNode";

    /// <summary>True when something of this name and namespace stands anywhere in the report's Expansion.</summary>
    public static bool IsOn(SevReport report) => report.Expansion?.Content.Any(content =>
        content.Contains(ElementName, StringComparison.Ordinal) && content.Contains(SevRefusal.ExpansionNamespace, StringComparison.Ordinal)) == true;

    /// <summary>The mark as an element of Expansion.</summary>
    public string ToXml() => new XElement(
        XName.Get(ElementName, SevRefusal.ExpansionNamespace),
        new XAttribute("node", Node),
        new XAttribute("receipt", ReceiptId.ToString("D")),
        new XAttribute("kind", ReceiptKind),
        new XAttribute("issuer", IssuerNode)).ToString();

    /// <summary>The report with the mark in its Expansion, beside what stands there.</summary>
    public SevReport On(SevReport report)
    {
        var expansion = report.Expansion ?? new SevExpansion();
        return report with { Expansion = expansion with { Content = [.. expansion.Content, ToXml()] } };
    }
}
