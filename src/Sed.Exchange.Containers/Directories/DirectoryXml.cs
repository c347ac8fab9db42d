using System.Xml.Linq;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Containers.Xml;

namespace Sed.Exchange.Containers.Directories;

/// <summary><c>directory.xml</c>, both ways (schemas/exchange-1/directory.xsd, DESIGN 3.5).</summary>
internal static class DirectoryXml
{
    /// <summary>Octets of a directory.</summary>
    /// <exception cref="ArgumentException">Values that no directory can have; says which.</exception>
    public static byte[] Write(ExchangeDirectory directory)
    {
        if (Contradiction(directory) is { } contradiction) throw new ArgumentException($"The directory cannot be written: {contradiction.Seen}.");
        return ExchangeDocument.Write(ToXml(directory), ExchangeSchemas.Directory);
    }

    /// <summary>Reads a directory; exactly one of the results is null.</summary>
    public static (ExchangeDirectory? Directory, Finding? Failure) Read(ReadOnlySpan<byte> octets, int depth)
    {
        var (directory, failure) = ExchangeDocument.Read(octets, "directory", ExchangeSchemas.Directory, depth, FromXml);
        failure ??= Contradiction(directory!);
        return failure is null ? (directory, null) : (null, failure);
    }

    /// <summary>References between rows that lead nowhere, or in circles: routing must never meet them.</summary>
    private static Finding? Contradiction(ExchangeDirectory directory)
    {
        if (directory.Expires <= directory.IssuedAt) return Fail("expires is not after issuedAt");
        var nodes = directory.Nodes.ToDictionary(node => node.Id);
        foreach (var organisation in directory.Organisations)
        {
            if (!nodes.ContainsKey(organisation.Node)) return Fail($"organisation {organisation.Id}: no node {organisation.Node}");
            if (organisation.ValidTo <= organisation.ValidFrom) return Fail($"organisation {organisation.Id}: ends before it starts");
        }

        foreach (var node in directory.Nodes)
        {
            var passed = new HashSet<string>();
            for (var above = node; above.Parent is { } parent; above = nodes[parent])
            {
                if (!nodes.ContainsKey(parent)) return Fail($"node {above.Id}: no node {parent}");
                if (!passed.Add(parent)) return Fail($"node {node.Id}: its parents form a circle");
            }

            if (node.ThroughParentOnly && node.Parent is null) return Fail($"node {node.Id}: through its parent only, and has none");
        }

        return null;
    }

    private static XElement ToXml(ExchangeDirectory directory) => new(
        ExchangeXml.Name("directory"),
        new XAttribute("serial", ExchangeXml.Write(directory.Serial)),
        new XAttribute("issuedAt", ExchangeXml.Write(directory.IssuedAt)),
        new XAttribute("expires", ExchangeXml.Write(directory.Expires)),
        Element(
            "keys",
            Key("current", directory.Keys.Current),
            Key("next", directory.Keys.Next),
            Key("recovery", directory.Keys.Recovery)),
        Element("organisations", directory.Organisations.Select(ToXml)),
        Element("nodes", directory.Nodes.Select(ToXml)));

    private static XElement ToXml(Organisation organisation) => Element(
        "organisation",
        new XAttribute("id", ExchangeXml.Write(organisation.Id)),
        new XAttribute("name", organisation.Name),
        Optional("shortName", organisation.ShortName),
        Optional("ogrn", organisation.Ogrn),
        Optional("inn", organisation.Inn),
        Optional("oktmo", organisation.Oktmo),
        new XAttribute("validFrom", ExchangeXml.Write(organisation.ValidFrom)),
        Optional("validTo", organisation.ValidTo),
        organisation.Parent is { } parent ? new XAttribute("parent", ExchangeXml.Write(parent)) : null,
        new XAttribute("node", organisation.Node),
        organisation.SevIndexes.Select(index => Element("sevIndex", index)),
        organisation.Successors.Select(id => Element("successor", ExchangeXml.Write(id))),
        organisation.Seals.Select(seal => Element(
            "seal",
            new XAttribute("from", ExchangeXml.Write(seal.From)),
            Optional("to", seal.To),
            new XAttribute("heldBy", seal.HeldByNode ? "node" : "installation"),
            Convert.ToBase64String(seal.Certificate.Der))));

    private static XElement ToXml(NodeEntry node) => Element(
        "node",
        new XAttribute("id", node.Id),
        new XAttribute("url", node.Url.OriginalString),
        Optional("parent", node.Parent),
        new XAttribute("throughParentOnly", node.ThroughParentOnly),
        new XAttribute("maxContainerBytes", ExchangeXml.Write(node.MaxContainerBytes)),
        node.TlsPins.Select(pin => Element("tlsPin", new XAttribute("from", ExchangeXml.Write(pin.From)), Optional("to", pin.To), pin.Pin)),
        node.ReceiptCertificates.Select(entry => Element(
            "receiptCertificate",
            new XAttribute("from", ExchangeXml.Write(entry.From)),
            Optional("to", entry.To),
            Convert.ToBase64String(entry.Certificate.Der))),
        node.Formats.Select(format => Element("format", format)),
        node.SuitesAccepted.Select(suite => Element("suite", suite)),
        node.MayRelay.Select(mark => Element("mayRelay", mark)));

    private static ExchangeDirectory FromXml(XElement root)
    {
        var keys = root.Child("keys");
        return new ExchangeDirectory
        {
            Serial = ExchangeXml.ReadNumber(root.Text("serial")),
            IssuedAt = root.Moment("issuedAt"),
            Expires = root.Moment("expires"),
            Keys = new DirectoryKeys(
                ReadCertificate(keys.Child("current")),
                keys.Children("next").Select(ReadCertificate).FirstOrDefault(),
                keys.Children("recovery").Select(ReadCertificate).FirstOrDefault()),
            Organisations = [.. root.Child("organisations").Elements().Select(ReadOrganisation)],
            Nodes = [.. root.Child("nodes").Elements().Select(ReadNode)],
        };
    }

    private static Organisation ReadOrganisation(XElement row) => new()
    {
        Id = row.Id("id"),
        Name = row.Text("name"),
        ShortName = row.TextOrNull("shortName"),
        Ogrn = row.TextOrNull("ogrn"),
        Inn = row.TextOrNull("inn"),
        Oktmo = row.TextOrNull("oktmo"),
        ValidFrom = row.Moment("validFrom"),
        ValidTo = row.MomentOrNull("validTo"),
        Parent = row.TextOrNull("parent") is { } parent ? Guid.ParseExact(parent, "D") : null,
        Node = row.Text("node"),
        SevIndexes = [.. row.Children("sevIndex").Select(index => index.Value)],
        Successors = [.. row.Children("successor").Select(id => Guid.ParseExact(id.Value, "D"))],
        Seals = [.. row.Children("seal").Select(seal => ReadSeal(seal, seal.Text("heldBy") == "node"))],
    };

    private static NodeEntry ReadNode(XElement row) => new()
    {
        Id = row.Text("id"),
        Url = new Uri(row.Text("url"), UriKind.Absolute),
        Parent = row.TextOrNull("parent"),
        ThroughParentOnly = row.Text("throughParentOnly") is "true" or "1",
        MaxContainerBytes = ExchangeXml.ReadNumber(row.Text("maxContainerBytes")),
        TlsPins = [.. row.Children("tlsPin").Select(pin => new PinEntry(pin.Value, pin.Moment("from"), pin.MomentOrNull("to")))],
        ReceiptCertificates = [.. row.Children("receiptCertificate").Select(entry => ReadSeal(entry, heldByNode: true))],
        Formats = [.. row.Children("format").Select(format => format.Value)],
        SuitesAccepted = [.. row.Children("suite").Select(suite => suite.Value)],
        MayRelay = [.. row.Children("mayRelay").Select(mark => mark.Value)],
    };

    private static SealEntry ReadSeal(XElement element, bool heldByNode) =>
        new(ReadCertificate(element), element.Moment("from"), element.MomentOrNull("to"), heldByNode);

    private static Certificate ReadCertificate(XElement element) =>
        Certificate.Parse(Convert.FromBase64String(element.Value)) ?? throw new FormatException("not a certificate");

    private static XElement? Key(string name, Certificate? certificate) =>
        certificate is null ? null : Element(name, Convert.ToBase64String(certificate.Der));

    private static XElement Element(string name, params object?[] content) => new(ExchangeXml.Name(name), content);

    private static XAttribute? Optional(string name, string? value) => value is null ? null : new XAttribute(name, value);

    private static XAttribute? Optional(string name, DateTimeOffset? value) => value is { } moment ? new XAttribute(name, ExchangeXml.Write(moment)) : null;

    private static Finding Fail(string seen) => new(FindingCodes.DocumentContradicts, VerdictStage.Format, VerdictResult.Failed, seen);
}
