using System.Xml.Linq;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Containers.Xml;

namespace Sed.Exchange.Containers.Receipts;

/// <summary><c>receipt.xml</c>, both ways (schemas/exchange-1/receipt.xsd, DESIGN 3.3).</summary>
internal static class ReceiptXml
{
    /// <summary>What every receipt says about itself; the schema has the same words.</summary>
    private const string Scope = "States format, seal and digests of the container as the issuer found them, and what the issuer durably recorded "
        + "at issuedAt by its own clock. States nothing about authorship, reading or registration.";

    /// <summary>Octets of a receipt. A detail that is too long or has characters XML has not is fitted: a receipt must never fail for it.</summary>
    /// <exception cref="ArgumentException">Values that no receipt can have; says which.</exception>
    public static byte[] Write(Receipt receipt)
    {
        if (Contradiction(receipt) is { } contradiction) throw new ArgumentException($"The receipt cannot be written: {contradiction.Seen}.");
        return ExchangeDocument.Write(ToXml(receipt), ExchangeSchemas.Receipt);
    }

    /// <summary>Reads a receipt; exactly one of the results is null.</summary>
    public static (Receipt? Receipt, Finding? Failure) Read(ReadOnlySpan<byte> octets, int depth)
    {
        var (receipt, failure) = ExchangeDocument.Read(octets, "receipt", ExchangeSchemas.Receipt, depth, FromXml);
        failure ??= Contradiction(receipt!);
        return failure is null ? (receipt, null) : (null, failure);
    }

    private static Finding? Contradiction(Receipt receipt)
    {
        if (ReceiptRules.NeedsReason(receipt.Kind) != (receipt.Reason is not null)) return Fail($"{receipt.Kind} {(receipt.Reason is null ? "without" : "with")} a reason");
        if (receipt.Kind != ReceiptKind.Delivered && (receipt.Files.Count > 0 || receipt.DocumentSignatures.Count > 0)) return Fail($"{receipt.Kind} with files");
        return null;
    }

    private static XElement ToXml(Receipt receipt) => new(
        ExchangeXml.Name("receipt"),
        Element("receiptId", ExchangeXml.Write(receipt.ReceiptId)),
        Element("kind", receipt.Kind.ToString()),
        Element("messageId", ExchangeXml.Write(receipt.MessageId)),
        Element("container", new XAttribute("digest", receipt.Container.ToString())),
        Element("sender", new XAttribute("organisation", ExchangeXml.Write(receipt.Sender)), new XAttribute("node", receipt.OriginNode)),
        Element("recipient", new XAttribute("organisation", ExchangeXml.Write(receipt.Recipient))),
        Element("issuer", new XAttribute("node", receipt.IssuerNode), new XAttribute("epoch", ExchangeXml.Write(receipt.Epoch))),
        Element("issuedAt", ExchangeXml.Write(receipt.IssuedAt)),
        Element("directorySerial", ExchangeXml.Write(receipt.DirectorySerial)),
        Element("policy", receipt.Policy),
        receipt.Reason is { } reason
            ? Element("reason", new XAttribute("code", reason), ExchangeXml.Fit(receipt.ReasonDetail) is { } detail ? new XAttribute("detail", detail) : null)
            : null,
        receipt.Files.Count > 0 ? Element("files", receipt.Files.Select(file => Element("file", new XAttribute("digest", file.ToString())))) : null,
        receipt.DocumentSignatures.Count > 0
            ? Element("documentSignatures", receipt.DocumentSignatures.Select(signature => Element(
                "signature",
                new XAttribute("signatureFile", ExchangeXml.Write(signature.SignatureFile)),
                new XAttribute("documentFile", ExchangeXml.Write(signature.DocumentFile)),
                new XAttribute("result", ToText(signature.Result)))))
            : null,
        Element("scope", Scope));

    private static Receipt FromXml(XElement root)
    {
        var reason = root.Element(ExchangeXml.Name("reason"));
        return new Receipt
        {
            ReceiptId = Guid.ParseExact(root.Child("receiptId").Value, "D"),
            Kind = Enum.Parse<ReceiptKind>(root.Child("kind").Value),
            MessageId = Guid.ParseExact(root.Child("messageId").Value, "D"),
            Container = root.Child("container").Digest("digest"),
            Sender = root.Child("sender").Id("organisation"),
            OriginNode = root.Child("sender").Text("node"),
            Recipient = root.Child("recipient").Id("organisation"),
            IssuerNode = root.Child("issuer").Text("node"),
            Epoch = checked((int)ExchangeXml.ReadNumber(root.Child("issuer").Text("epoch"))),
            IssuedAt = ExchangeXml.ReadMoment(root.Child("issuedAt").Value),
            DirectorySerial = ExchangeXml.ReadNumber(root.Child("directorySerial").Value),
            Policy = root.Child("policy").Value,
            Reason = reason?.Text("code"),
            ReasonDetail = reason?.TextOrNull("detail"),
            Files = [.. root.Elements(ExchangeXml.Name("files")).Elements().Select(file => file.Digest("digest"))],
            DocumentSignatures = [.. root.Elements(ExchangeXml.Name("documentSignatures")).Elements().Select(signature => new DocumentSignatureIndication(
                (int)ExchangeXml.ReadNumber(signature.Text("signatureFile")),
                (int)ExchangeXml.ReadNumber(signature.Text("documentFile")),
                ToResult(signature.Text("result"))))],
        };
    }

    private static string ToText(VerdictResult result) => result switch
    {
        VerdictResult.Passed => "passed",
        VerdictResult.Failed => "failed",
        VerdictResult.Indeterminate => "indeterminate",
        _ => "notChecked",
    };

    private static VerdictResult ToResult(string text) => text switch
    {
        "passed" => VerdictResult.Passed,
        "failed" => VerdictResult.Failed,
        "indeterminate" => VerdictResult.Indeterminate,
        _ => VerdictResult.NotChecked,
    };

    private static XElement Element(string name, params object?[] content) => new(ExchangeXml.Name(name), content);

    private static Finding Fail(string seen) => new(FindingCodes.DocumentContradicts, VerdictStage.Format, VerdictResult.Failed, seen);
}
