using System.Xml.Linq;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Containers.Xml;

namespace Sed.Exchange.Containers.Envelopes;

/// <summary><c>envelope.xml</c>, both ways (schemas/exchange-1/envelope.xsd, DESIGN 3.2).</summary>
internal static class EnvelopeXml
{
    /// <summary>The only protection of version 1.</summary>
    public const string NoProtection = "none";

    /// <summary>The envelope as it will read back: times cut to milliseconds, what is empty absent.</summary>
    public static Envelope Settle(Envelope envelope) => envelope with
    {
        SentAt = ExchangeXml.Cut(envelope.SentAt),
        DeliverBy = ExchangeXml.Cut(envelope.DeliverBy),
        PackageMessageId = ExchangeXml.Fit(envelope.PackageMessageId),
        DocumentUid = ExchangeXml.Fit(envelope.DocumentUid),
        ReturnCode = ExchangeXml.Fit(envelope.ReturnCode),
        AccessMark = ExchangeXml.Fit(envelope.AccessMark),
    };

    /// <summary>Octets of a settled envelope.</summary>
    /// <exception cref="ArgumentException">Values that no envelope can have; says which.</exception>
    public static byte[] Write(Envelope envelope)
    {
        if (Contradiction(envelope) is { } contradiction) throw new ArgumentException($"The envelope cannot be written: {contradiction.Seen}.");
        return ExchangeDocument.Write(ToXml(envelope), ExchangeSchemas.Envelope);
    }

    /// <summary>Reads an envelope; exactly one of the results is null.</summary>
    public static (Envelope? Envelope, Finding? Failure) Read(ReadOnlySpan<byte> octets, int depth)
    {
        var (envelope, failure) = ExchangeDocument.Read(octets, "envelope", ExchangeSchemas.Envelope, depth, FromXml);
        failure ??= Contradiction(envelope!);
        return failure is null ? (envelope, null) : (null, failure);
    }

    private static Finding? Contradiction(Envelope envelope)
    {
        if (envelope.Protection != NoProtection) return Fail(FindingCodes.ProtectionUnknown, ExchangeXml.Fit(envelope.Protection, 60) ?? "empty");
        if (envelope.DeliverBy <= envelope.SentAt) return Fail(FindingCodes.DocumentContradicts, "deliverBy is not after sentAt");
        if (envelope.DeliverBy - envelope.SentAt > Envelope.LongestDelivery) return Fail(FindingCodes.DocumentContradicts, "deliverBy is more than 30 days after sentAt");
        var names = envelope.Files.Select(file => file.Name).ToList();
        for (var i = 0; i < names.Count; i++)
            if (!FileNames.IsCarryable(names[i])) return Fail(FindingCodes.FileNameWrong, $"file {i}");
        var entries = FileNames.EntriesFor(names);
        for (var i = 0; i < names.Count; i++)
            if (envelope.Files[i].Entry != entries[i]) return Fail(FindingCodes.FileNameWrong, $"entry of file {i}");
        return null;
    }

    private static XElement ToXml(Envelope envelope) => new(
        ExchangeXml.Name("envelope"),
        Element("messageId", ExchangeXml.Write(envelope.MessageId)),
        Element("sender", new XAttribute("organisation", ExchangeXml.Write(envelope.Sender)), new XAttribute("node", envelope.SenderNode)),
        Element("recipients", envelope.Recipients.Select(id => Element("recipient", new XAttribute("organisation", ExchangeXml.Write(id))))),
        Element("sentAt", ExchangeXml.Write(envelope.SentAt)),
        Element("deliverBy", ExchangeXml.Write(envelope.DeliverBy)),
        Element(
            "package",
            new XAttribute("format", envelope.PackageFormat),
            new XAttribute("kind", envelope.Kind == EnvelopeKind.Report ? "report" : "document"),
            Optional("messageId", envelope.PackageMessageId),
            Optional("documentUid", envelope.DocumentUid),
            Optional("returnCode", envelope.ReturnCode)),
        envelope.InReplyTo is { } inReplyTo ? Element("inReplyTo", ExchangeXml.Write(inReplyTo)) : null,
        envelope.AccessMark is { } mark ? Element("accessMark", mark) : null,
        Element("priority", ExchangeXml.Write(envelope.Priority)),
        Element("protection", envelope.Protection),
        Element("files", envelope.Files.Select(file => Element(
            "file",
            new XAttribute("name", file.Name),
            new XAttribute("entry", file.Entry),
            new XAttribute("size", ExchangeXml.Write(file.Size)),
            new XAttribute("mediaType", file.MediaType),
            new XAttribute("digest", file.Digest.ToString())))));

    private static Envelope FromXml(XElement root)
    {
        var sender = root.Child("sender");
        var package = root.Child("package");
        return new Envelope
        {
            MessageId = Guid.ParseExact(root.Child("messageId").Value, "D"),
            Sender = sender.Id("organisation"),
            SenderNode = sender.Text("node"),
            Recipients = [.. root.Child("recipients").Children("recipient").Select(recipient => recipient.Id("organisation"))],
            SentAt = ExchangeXml.ReadMoment(root.Child("sentAt").Value),
            DeliverBy = ExchangeXml.ReadMoment(root.Child("deliverBy").Value),
            PackageFormat = package.Text("format"),
            Kind = package.Text("kind") == "report" ? EnvelopeKind.Report : EnvelopeKind.Document,
            PackageMessageId = package.TextOrNull("messageId"),
            DocumentUid = package.TextOrNull("documentUid"),
            ReturnCode = package.TextOrNull("returnCode"),
            InReplyTo = root.Element(ExchangeXml.Name("inReplyTo")) is { } inReplyTo ? Guid.ParseExact(inReplyTo.Value, "D") : null,
            AccessMark = root.Element(ExchangeXml.Name("accessMark"))?.Value,
            Priority = (int)ExchangeXml.ReadNumber(root.Child("priority").Value),
            Protection = root.Child("protection").Value,
            Files = [.. root.Child("files").Children("file").Select(file => new EnvelopeFile(
                file.Text("name"), file.Text("entry"), ExchangeXml.ReadNumber(file.Text("size")), file.Text("mediaType"), file.Digest("digest")))],
        };
    }

    private static XElement Element(string name, params object?[] content) => new(ExchangeXml.Name(name), content);

    private static XAttribute? Optional(string name, string? value) => value is null ? null : new XAttribute(name, value);

    private static Finding Fail(string code, string seen) => new(code, VerdictStage.Format, VerdictResult.Failed, seen);
}
