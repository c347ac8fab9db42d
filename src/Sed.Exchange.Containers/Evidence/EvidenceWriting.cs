using System.Globalization;
using System.Text;
using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Zip;

namespace Sed.Exchange.Containers.Evidence;

/// <summary>The steps of packing an evidence file, in their order.</summary>
internal static class EvidenceWriting
{
    public static void Write(Stream output, EvidenceContents contents, CancellationToken cancel)
    {
        // 1. Read what will be packed, to name parts and to write the commands that check them.
        using var container = contents.OpenContainer();
        var opened = ContainerFile.OpenCryptoOnly(container, ContainerLimits.Default with { ContainerBytes = long.MaxValue }, contents.At, cancel);
        var receipts = contents.Receipts
            .Select((octets, i) => (Octets: octets, Opened: ReceiptFile.OpenCryptoOnly(octets, contents.At), Number: i + 1))
            .Select(part => new EvidencePart(NameOf(part.Number, part.Opened.Receipt), part.Octets))
            .ToList();
        var directories = contents.Directories
            .Select((octets, i) => (Octets: octets, Serial: DirectoryFile.OpenCryptoOnly(octets, contents.At).Directory?.Serial ?? -i - 1))
            .DistinctBy(part => part.Serial)
            .OrderBy(part => part.Serial)
            .Select(part => new EvidencePart($"{EvidenceLayout.Directories}{part.Serial.ToString(CultureInfo.InvariantCulture)}.asics", part.Octets))
            .ToList();
        var proofs = EvidenceProofs.Of(container, receipts.Concat(directories).Select(part => (part.Entry, part.Octets)), cancel);

        // 2. The evidence itself.
        var zip = new ZipWriter(output);
        container.Position = 0;
        zip.Add(EvidenceLayout.Container, container, contents.ContainerLength, null, cancel);
        foreach (var part in receipts.Concat(directories)) zip.Add(part.Entry, part.Octets);
        foreach (var certificate in proofs.Select(proof => proof.Signer).DistinctBy(signer => signer.Thumbprint))
            zip.Add($"{EvidenceLayout.Certificates}{certificate.Thumbprint}.pem", Encoding.ASCII.GetBytes(certificate.ToPem()));

        var stamps = EvidenceStamp.Number(contents.Timestamps);
        foreach (var (entry, octets) in stamps.SelectMany(stamp => stamp.Files)) zip.Add(entry, octets);
        foreach (var (entry, octets) in contents.Captured.OrderBy(part => part.Key, StringComparer.Ordinal)) zip.Add(entry, octets);

        // 3. The means to check it without us.
        foreach (var (entry, octets) in proofs.SelectMany(proof => proof.Files)) zip.Add(entry, octets);
        zip.Add(EvidenceLayout.OpensslConfiguration, Encoding.ASCII.GetBytes(EvidenceLayout.OpensslGost));
        zip.Add(EvidenceLayout.Guide, new VerificationGuide(opened, receipts, directories, proofs, stamps, contents.DocumentSignatures, CapturedProofs.Of(contents.Captured), contents.At).Write());

        // 4. What we say about it.
        zip.Add(EvidenceLayout.Verdict, contents.VerdictJson);
        zip.Add(EvidenceLayout.Timeline, contents.TimelineJson);
        if (contents.Capture is { } capture) zip.Add(EvidenceLayout.Capture, capture.Write());
        zip.Finish();
    }

    private static string NameOf(int number, Receipt? receipt)
    {
        var what = receipt is null ? "unreadable" : $"{receipt.Kind}-{receipt.IssuerNode}";
        return $"{EvidenceLayout.Receipts}{number.ToString("D2", CultureInfo.InvariantCulture)}-{what}.asics";
    }
}
