using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Receipts;

/// <summary>Writes and opens receipts (ASiC-S with <c>receipt.xml</c>, DESIGN 3.3).</summary>
public static class ReceiptFile
{
    /// <summary>Octets of a receipt at most: one of 2,000 files has half a megabyte. Stops parsers from being fed a disk.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    private const string Entry = "receipt.xml";
    private const string Id = "receipt";
    private const int Depth = 16;

    /// <summary>Signs a receipt with a node key. The bytes are final: they are stored and sent as they are, never made again.</summary>
    /// <exception cref="ArgumentException">Values that no receipt can have (a negative kind without reason, …); says which.</exception>
    public static byte[] Write(Receipt receipt, SigningKey nodeKey) =>
        SimpleContainer.Write(Entry, ReceiptXml.Write(receipt), nodeKey, receipt.IssuedAt);

    /// <summary>
    /// Opens a receipt. Trusted when the signer is a receipt certificate that the directory lists for the issuer node at
    /// <see cref="Receipt.IssuedAt"/> and the issuer may say this kind (<see cref="ReceiptRules"/>).
    /// Without a directory: indeterminate, <c>SEDX-NO_TRUST</c>.
    /// </summary>
    public static OpenedReceipt Open(byte[] file, ExchangeDirectory? directory, DateTimeOffset at) => Open(file, directory, PathChecking.ByDirectory, [], at);

    /// <summary>
    /// The same when others were in force between sending and issue: the issuer may say it by any of them, because mailboxes move while mail is under way
    /// (DESIGN 3.3). Its key is looked up in <paramref name="directory"/>, and in those only when that does not list the node any more.
    /// </summary>
    public static OpenedReceipt Open(byte[] file, ExchangeDirectory? directory, IReadOnlyList<ExchangeDirectory> sinceSending, DateTimeOffset at) =>
        Open(file, directory, PathChecking.ByDirectory, sinceSending, at);

    /// <summary>Opens a receipt and judges its signature and key; who may say it is shown as not checked, for callers that know what was in force between sending and issue.</summary>
    public static OpenedReceipt OpenSigned(byte[] file, ExchangeDirectory directory, DateTimeOffset at) => Open(file, directory, PathChecking.ByDirectory, null, at);

    /// <summary>Opens a receipt and judges format, digest and signature value only; the path is shown as not checked.</summary>
    public static OpenedReceipt OpenCryptoOnly(byte[] file, DateTimeOffset at) => Open(file, null, PathChecking.NotAsked, [], at);

    private static OpenedReceipt Open(
        byte[] file, ExchangeDirectory? directory, PathChecking paths, IReadOnlyList<ExchangeDirectory>? sinceSending, DateTimeOffset at)
    {
        var reading = SimpleContainer.Read(file, Entry, MaxBytes);
        if (!reading.Holds) return new OpenedReceipt(reading.Conclude(VerdictType.Receipt, Id, Entry, [], [], at, null), null);
        var (receipt, failure) = ReceiptXml.Read(reading.Document, Depth);
        if (receipt is null) return new OpenedReceipt(reading.Conclude(VerdictType.Receipt, Id, Entry, [failure!], [], at, null), null);

        const string why = "issuedAt of the receipt";
        List<Finding> trust = paths == PathChecking.NotAsked
            ? [new(FindingCodes.PathNotChecked, VerdictStage.Path, VerdictResult.NotChecked), new(FindingCodes.AuthorityNotChecked, VerdictStage.Authority, VerdictResult.NotChecked)]
            : directory is null
                ? [new(FindingCodes.NoTrust, VerdictStage.Path, VerdictResult.Indeterminate), new(FindingCodes.AuthorityNotChecked, VerdictStage.Authority, VerdictResult.NotChecked)]
                : [ByKey(receipt, reading, directory, sinceSending ?? []), ByAuthority(receipt, directory, sinceSending)];
        trust.AddRange(Judgement.Remainder(reading.Signature!.Suite, why));
        return new OpenedReceipt(reading.Conclude(VerdictType.Receipt, Id, Entry, [], trust, at, (receipt.IssuedAt, why)), receipt);
    }

    private static Finding ByKey(Receipt receipt, SimpleReading reading, ExchangeDirectory directory, IReadOnlyList<ExchangeDirectory> sinceSending)
    {
        // Keys are closed with a date and never removed; a node is, and what it said before stays said.
        var listing = directory.FindNode(receipt.IssuerNode) is not null ? directory : sinceSending.FirstOrDefault(earlier => earlier.FindNode(receipt.IssuerNode) is not null) ?? directory;
        var whose = $"node {receipt.IssuerNode}, directory {listing.Serial}";
        return listing.FindNode(receipt.IssuerNode) is { } issuer
            ? Pins.Find(reading.Signature!.Signer!, issuer.ReceiptCertificates, receipt.IssuedAt, FindingCodes.ReceiptPinned, FindingCodes.ReceiptKeyWrong, whose)
            : new(FindingCodes.IssuerUnknown, VerdictStage.Path, VerdictResult.Failed, whose);
    }

    private static Finding ByAuthority(Receipt receipt, ExchangeDirectory directory, IReadOnlyList<ExchangeDirectory>? sinceSending)
    {
        if (sinceSending is null) return new(FindingCodes.AuthorityNotChecked, VerdictStage.Authority, VerdictResult.NotChecked);
        return sinceSending.Prepend(directory).Any(inForce =>
            ReceiptRules.MayIssue(receipt.Kind, receipt.IssuerNode, receipt.OriginNode, inForce.FindOrganisation(receipt.Recipient)?.Node))
            ? new(FindingCodes.IssuerEntitled, VerdictStage.Authority, VerdictResult.Passed, $"{receipt.Kind} by {receipt.IssuerNode}")
            : new(FindingCodes.IssuerNotEntitled, VerdictStage.Authority, VerdictResult.Failed, $"{receipt.Kind} by {receipt.IssuerNode}");
    }
}
