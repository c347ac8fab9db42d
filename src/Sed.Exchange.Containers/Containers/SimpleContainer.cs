using System.Text;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Containers.Zip;

namespace Sed.Exchange.Containers.Containers;

/// <summary>
/// ASiC-S (ETSI EN 319 162-1 section 4.3): one XML document and one signature over its stored octets. What receipts and the directory
/// have in common.
/// </summary>
internal static class SimpleContainer
{
    public const string Mimetype = "application/vnd.etsi.asic-s+zip";

    /// <summary>Signs a document.</summary>
    public static byte[] Write(string entry, ReadOnlySpan<byte> document, SigningKey key, DateTimeOffset signedAt)
    {
        using var output = new MemoryStream();
        var zip = new ZipWriter(output);
        zip.Add(ContainerLayout.MimetypeEntry, Encoding.ASCII.GetBytes(Mimetype));
        zip.Add(entry, document);
        var digest = key.Suite.Digest(document);
        if (key.Suite.Format == SignatureFormat.Cades) zip.Add(ContainerLayout.CadesEntry, Cades.Sign(new SealingKey(key), digest, signedAt));
        else zip.Add(ContainerLayout.XadesEntry, Xades.Sign(new SealingKey(key), [new SignedReference(entry, digest)], signedAt));
        zip.Finish();
        return output.ToArray();
    }

    /// <summary>Opens a file and checks everything but the document's meaning and trust.</summary>
    /// <param name="file">All octets.</param>
    /// <param name="entry">Name of the document's entry.</param>
    /// <param name="maxBytes">Largest file.</param>
    public static SimpleReading Read(byte[] file, string entry, int maxBytes)
    {
        var zip = ZipReader.Read(new MemoryStream(file, false), ZipRules.Canonical with { FileBytes = maxBytes, Entries = 3 }, CancellationToken.None);
        if (zip.Fault is { } fault) return SimpleReading.Refused(ZipFindings.Of(fault));
        var names = zip.Entries.Select(e => e.Name).ToList();
        var isXades = names.Contains(ContainerLayout.XadesEntry);
        List<string> expected = [ContainerLayout.MimetypeEntry, entry, isXades ? ContainerLayout.XadesEntry : ContainerLayout.CadesEntry];
        if (!names.SequenceEqual(expected)) return SimpleReading.Refused(NamesFinding(names, expected));

        var contents = new List<byte[]>();
        try
        {
            contents.AddRange(zip.Entries.Select(zip.ReadAll));
        }
        catch (ZipContentException e) when (e.Fault.Kind == ZipFaultKind.Checksum && e.Fault.Seen == "entry 1")
        {
            // Altered, and not only damaged on the way: said as what it is, like in a container.
            return SimpleReading.Refused(new(FindingCodes.DigestMismatch, VerdictStage.Digest, VerdictResult.Failed, entry));
        }
        catch (ZipContentException e)
        {
            return SimpleReading.Refused(ZipFindings.Of(e.Fault));
        }

        if (!contents[0].AsSpan().SequenceEqual(Encoding.ASCII.GetBytes(Mimetype)))
            return SimpleReading.Refused(new(FindingCodes.MimetypeWrong, VerdictStage.Format, VerdictResult.Failed, ContainerLayout.MimetypeEntry));
        var signature = isXades ? Xades.Read(contents[2]) : Cades.Read(contents[2]);
        List<Finding> findings = [Coverage(signature, isXades ? entry : "", contents[1], entry)];
        if (OneSpelling.Check(signature, contents[2]) is { } spelling) findings.Add(spelling);
        return new SimpleReading(contents[1], signature, findings);
    }

    private static Finding NamesFinding(List<string> names, List<string> expected)
    {
        var missing = expected.Except(names).FirstOrDefault();
        var (code, seen) = missing is not null ? (FindingCodes.EntryMissing, missing)
            : names.Count > expected.Count ? (FindingCodes.EntryUnexpected, $"{names.Count} entries")
            : (FindingCodes.EntryOrder, "entries");
        return new(code, VerdictStage.Format, VerdictResult.Failed, seen);
    }

    private static Finding Coverage(ReadSignature signature, string uri, byte[] document, string entry)
    {
        if (signature.Result != VerdictResult.Passed || signature.Suite is not { } suite)
            return new(FindingCodes.DigestsNotChecked, VerdictStage.Coverage, VerdictResult.NotChecked);
        if (signature.References is not [var reference] || reference.Uri != uri)
            return new(FindingCodes.NotCovered, VerdictStage.Coverage, VerdictResult.Failed, entry);
        if (reference.Digest.Algorithm != suite.DigestName)
            return new(FindingCodes.DigestAlgorithm, VerdictStage.Digest, VerdictResult.Failed, entry);
        return reference.Digest == suite.Digest(document)
            ? new(FindingCodes.DigestsRight, VerdictStage.Digest, VerdictResult.Passed, suite.DigestName)
            : new(FindingCodes.DigestMismatch, VerdictStage.Digest, VerdictResult.Failed, entry);
    }
}
