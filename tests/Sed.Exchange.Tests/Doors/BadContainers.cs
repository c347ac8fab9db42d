using System.Buffers.Binary;
using System.Text;
using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Containers.Zip;
using Sed.Exchange.Tests.Containers;
using Sed.Exchange.Tests.Delivery;

namespace Sed.Exchange.Tests.Doors;

/// <summary>Everything that can be wrong with a container itself. Each is played at every door that takes containers.</summary>
internal static class BadContainers
{
    private const string Passport = "content/DocInfo.xml";
    private static readonly Guid Nobody = new("71000000-0000-4000-8000-00000000ffff");

    public static IReadOnlyList<BadContainer> All { get; } =
    [
        // ---- the archive
        On("not a ZIP", FindingCodes.ZipDamaged, _ => Encoding.UTF8.GetBytes("Here is no archive.")),
        On("nothing at all", FindingCodes.ZipDamaged, _ => []),
        On("cut in the middle", FindingCodes.ZipDamaged, intact => intact[..(intact.Length / 2)]),
        On("cut by one octet", FindingCodes.ZipDamaged, intact => intact[..^1]),
        On("octets behind the end", FindingCodes.ZipDamaged, intact => [.. intact, 0]),
        On("octets before the beginning", FindingCodes.ZipAmbiguous, intact => Forgery.Insert(intact, 0, "MZ"u8.ToArray(), moveRecords: true)),
        On("octets between entries", FindingCodes.ZipAmbiguous, intact => Forgery.Insert(intact, Local(intact, 1), "gap"u8.ToArray(), moveRecords: true)),
        On("two entries of one name", FindingCodes.ZipAmbiguous, intact => Rename(With(intact, "content/DocInfo.xmm"), "DocInfo.xmm", "DocInfo.xml")),
        On("two names that differ in case", FindingCodes.ZipAmbiguous, intact => Rename(With(intact, "content/docinfo.xmm"), "docinfo.xmm", "docinfo.xml")),
        On("NFC and NFD twins", FindingCodes.ZipAmbiguous, intact => Rename(With(With(intact, "content/й.txt"), "content/яя.txt"), "яя.txt", "\u0438\u0306.txt")),
        On("a path in a name", FindingCodes.ZipForbidden, intact => Rename(intact, Passport, "content/../Info.xml")),
        On("an absolute name", FindingCodes.ZipForbidden, intact => Rename(intact, Passport, "/ontent/DocInfo.xml")),
        On("a drive in a name", FindingCodes.ZipForbidden, intact => Rename(intact, Passport, "C:ntent/DocInfo.xml")),
        On("a backslash in a name", FindingCodes.ZipForbidden, intact => Rename(intact, Passport, "content\\DocInfo.xml")),
        On("a symbolic link", FindingCodes.ZipForbidden, intact => Patch(intact, Central(intact, 1) + 41, 0x20)),
        On("a folder that is a file", FindingCodes.ZipForbidden, intact => Patch(intact, Central(intact, 1) + 41, 0xC0)),
        On("encryption", FindingCodes.ZipForbidden, intact => Patch(Patch(intact, Central(intact, 1) + 8, 1), Local(intact, 1) + 6, 1)),
        On("compression (so no bomb can be one)", FindingCodes.ZipForbidden, intact => Patch(Patch(intact, Central(intact, 1) + 10, 8), Local(intact, 1) + 8, 8)),
        On("a data descriptor", FindingCodes.ZipForbidden, intact => Patch(Patch(intact, Central(intact, 1) + 8, 8), Local(intact, 1) + 6, 8)),
        On("a comment", FindingCodes.ZipDamaged, intact => Comment(intact)),
        On("a local header that says otherwise", FindingCodes.ZipAmbiguous, intact => Patch(intact, Local(intact, 1) + 14, 1)),
        On("a size that is a lie", FindingCodes.ZipDamaged, intact => Patch(intact, Central(intact, 1) + 26, 1)),
        On("two records for one place", FindingCodes.ZipForbidden, intact => Copy(intact, Central(intact, 1) + 42, Central(intact, 2) + 42, 4)),
        On("ZIP64 that is not there", FindingCodes.ZipAmbiguous, intact => Patch(intact, Forgery.Find(intact, ZipFormat.EndSignature) + 19, 0xFF)),
        On("more entries than allowed", FindingCodes.LimitExceeded, intact => Put16(Put16(intact, Forgery.Find(intact, ZipFormat.EndSignature) + 8, 60000), Forgery.Find(intact, ZipFormat.EndSignature) + 10, 60000)),

        // ---- its entries
        On("another mimetype", FindingCodes.MimetypeWrong, intact => Forgery.Replace(intact, "mimetype", "asic-e", "asic-s")),
        On("an entry that is not listed", FindingCodes.EntryUnexpected, intact => With(intact, "META-INF/more.xml")),
        On("a content entry that is not listed", FindingCodes.EntryUnexpected, intact => Forgery.With(intact, entries => entries.Insert(2, ("content/more.txt", "x"u8.ToArray())))),
        On("an entry that is missing", FindingCodes.EntryMissing, intact => Forgery.With(intact, entries => entries.RemoveAll(entry => entry.Name == Passport))),
        On("no signature", FindingCodes.EntryMissing, intact => Forgery.With(intact, entries => entries.RemoveAll(entry => entry.Name == ContainerLayout.XadesEntry))),
        On("entries in another order", FindingCodes.EntryOrder, intact => Forgery.With(intact, entries => (entries[1], entries[2]) = (entries[2], entries[1]))),
        On("one octet altered", FindingCodes.DigestMismatch, intact => Forgery.Replace(intact, "content/letter.pdf", "letter", "Letter")),
        On("a signature value altered", FindingCodes.SignatureWrong, intact => Forgery.With(intact, entries => entries[^1] = (entries[^1].Name, AlterValue(entries[^1].Content)))),
        On("a signature of another container", FindingCodes.DigestMismatch, (intact, seal) => Forgery.With(intact, entries => entries[^1] = (
            entries[^1].Name, Forgery.Entry(Forgery.SealWithEnvelope(intact, seal, "<priority>5<", "<priority>6<"), ContainerLayout.XadesEntry)))),

        // ---- what a sender with a real key could seal
        On("a DTD", FindingCodes.XmlInvalid, (intact, seal) => Forgery.SealWithEnvelope(intact, seal, "<envelope", "<!DOCTYPE envelope><envelope")),
        On("an entity bomb", FindingCodes.XmlInvalid, (intact, seal) => Forgery.SealWithEnvelope(
            intact, seal, "<envelope", "<!DOCTYPE envelope [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;'>]><envelope")),
        On("an external entity", FindingCodes.XmlInvalid, (intact, seal) => Forgery.SealWithEnvelope(intact, seal, "<envelope", "<!DOCTYPE envelope SYSTEM 'file:///etc/passwd'><envelope")),
        On("an envelope that its schema refuses", FindingCodes.XmlInvalid, (intact, seal) => Forgery.SealWithEnvelope(intact, seal, "<priority>5</priority>", "<priority>15</priority>")),
        On("an envelope of a later version", FindingCodes.VersionUnknown, (intact, seal) => Forgery.SealWithEnvelope(intact, seal, "urn:sed-exchange:1", "urn:sed-exchange:2")),
        On("a protection nobody knows", FindingCodes.ProtectionUnknown, (intact, seal) => Forgery.SealWithEnvelope(intact, seal, "<protection>none<", "<protection>cms-envelope<")),
        On("an envelope that states other sizes than the archive", FindingCodes.EnvelopeDisagrees, (intact, seal) => Forgery.SealWithEnvelope(intact, seal, "size=\"17\"", "size=\"18\"")),
        On("a file left out of the seal", FindingCodes.NotCovered, (intact, seal) => Reseal(intact, seal, references => references.RemoveAt(1))),
        On("a file sealed that is not there", FindingCodes.CoveredAbsent, (intact, seal) => Reseal(intact, seal, references => references.Add(references[1] with { Uri = "content/absent.txt" }))),
        On("a sender that the directory does not know", FindingCodes.SenderUnknown, (intact, seal) => Forgery.SealWithEnvelope(
            intact, seal, VirtualRegion.Government.ToString(), Nobody.ToString())) with { Sender = Nobody },
        On("the seal of somebody else", FindingCodes.SealWrong, (intact, _) => Forgery.SealWithEnvelope(intact, VirtualRegion.SealOf(VirtualRegion.Efremov), Forgery.Entry(intact, ContainerLayout.EnvelopeEntry))),
    ];

    private static BadContainer On(string name, string code, Func<byte[], byte[]> spoil) => new(name, code, (intact, _) => spoil(intact));

    private static BadContainer On(string name, string code, Func<byte[], Sed.Exchange.Containers.Suites.SigningKey, byte[]> spoil) => new(name, code, spoil);

    private static int Local(byte[] archive, int number) => Forgery.Find(archive, ZipFormat.LocalSignature, number);

    private static int Central(byte[] archive, int number) => Forgery.Find(archive, ZipFormat.CentralSignature, number);

    private static byte[] Patch(byte[] archive, int at, byte mask)
    {
        var patched = archive.ToArray();
        patched[at] ^= mask;
        return patched;
    }

    private static byte[] Copy(byte[] archive, int from, int to, int count)
    {
        var patched = archive.ToArray();
        patched.AsSpan(from, count).CopyTo(patched.AsSpan(to));
        return patched;
    }

    private static byte[] Put16(byte[] archive, int at, ushort value)
    {
        var patched = archive.ToArray();
        BinaryPrimitives.WriteUInt16LittleEndian(patched.AsSpan(at), value);
        return patched;
    }

    private static byte[] Comment(byte[] archive)
    {
        byte[] commented = [.. archive, .. "hello"u8];
        commented[^7] = 5;
        return commented;
    }

    private static byte[] With(byte[] archive, string name) => Forgery.With(archive, entries => entries.Add((name, "x"u8.ToArray())));

    // Of equal length, wherever it stands: in local headers, in the directory, and in what refers to it.
    private static byte[] Rename(byte[] archive, string name, string by)
    {
        var (from, to) = (Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(by));
        Assert.Equal(from.Length, to.Length);
        var renamed = archive.ToArray();
        for (int at; (at = renamed.AsSpan().IndexOf(from)) >= 0;) to.CopyTo(renamed, at);
        return renamed;
    }

    private static byte[] AlterValue(byte[] signatures)
    {
        var text = Encoding.UTF8.GetString(signatures);
        var at = text.IndexOf("SignatureValue", StringComparison.Ordinal);
        at = text.IndexOf('>', at) + 8;
        return Encoding.UTF8.GetBytes(text[..at] + (text[at] == 'A' ? 'B' : 'A') + text[(at + 1)..]);
    }

    private static byte[] Reseal(byte[] intact, Sed.Exchange.Containers.Suites.SigningKey seal, Action<List<Sed.Exchange.Containers.Signatures.SignedReference>> change) => Forgery.Seal(
        seal,
        Forgery.Entry(intact, ContainerLayout.EnvelopeEntry),
        Forgery.Entry(intact, ContainerLayout.ManifestEntry),
        [.. Forgery.TakeApart(intact).Where(entry => entry.Name.StartsWith("content/", StringComparison.Ordinal))],
        change);
}
