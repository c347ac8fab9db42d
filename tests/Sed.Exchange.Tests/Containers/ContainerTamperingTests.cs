using System.Text;
using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Tests.Containers;

/// <summary>What somebody on the way, or a sender with a faulty program, could do to a container, and what it is called.</summary>
public sealed class ContainerTamperingTests
{
    private const string Content = "content/DocInfo.xml";

    private static readonly Town Gost = new(Suite.Gost256);
    private static readonly Town Ecdsa = new(Suite.Ecdsa);

    private static readonly byte[] GostContainer = Gost.SealContainer();
    private static readonly byte[] EcdsaContainer = Ecdsa.SealContainer();

    public static TheoryData<bool> Both => [true, false];

    // ---- somebody on the way

    [Theory]
    [MemberData(nameof(Both))]
    public void Altered_content_is_called_altered_and_names_the_file_by_number(bool gost)
    {
        var opened = Refused(gost, Forgery.Replace(Container(gost), Content, "<DocInfo/>", "<DocInfO/>"), FindingCodes.DigestMismatch);
        Assert.Equal("file 0", opened.Verdict.FirstFailure!.Seen);
        Assert.Equal("HASH_FAILURE", Assert.Single(opened.Verdict.Signatures).SubIndication);
        // The damaged one has an identity of its own, in the algorithm of the seal it still carries.
        Assert.Equal(TownOf(gost).Suite.DigestName, opened.Digest.Algorithm);
        Assert.Equal(Town.MessageId, opened.Claims!.MessageId);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void An_altered_envelope_is_called_altered(bool gost) =>
        Refused(gost, Forgery.Replace(Container(gost), "envelope.xml", "<priority>5<", "<priority>9<"), FindingCodes.DigestMismatch);

    [Theory]
    [MemberData(nameof(Both))]
    public void An_added_file_is_refused(bool gost) => Refused(
        gost, Forgery.With(Container(gost), entries => entries.Insert(2, ("content/added.txt", "x"u8.ToArray()))), FindingCodes.EntryUnexpected);

    [Theory]
    [InlineData("META-INF/more.xml")]
    [InlineData("META-INF/container.xml")]
    [InlineData("readme.txt")]
    public void Any_other_entry_is_refused(string name) => Refused(
        true, Forgery.With(GostContainer, entries => entries.Add((name, "x"u8.ToArray()))), FindingCodes.EntryUnexpected);

    [Fact]
    public void A_second_signature_is_refused() => Refused(
        true, Forgery.With(GostContainer, entries => entries.Add(("META-INF/signatures.xml", Forgery.Entry(EcdsaContainer, "META-INF/signatures.xml")))), FindingCodes.EntryUnexpected);

    [Theory]
    [InlineData(true, Content)]
    [InlineData(true, "envelope.xml")]
    [InlineData(true, "META-INF/manifest.xml")]
    [InlineData(true, "META-INF/ASiCManifest.xml")]
    [InlineData(true, "META-INF/signature.p7s")]
    [InlineData(false, "META-INF/signatures.xml")]
    public void A_missing_entry_is_refused(bool gost, string name) => Refused(
        gost, Forgery.With(Container(gost), entries => entries.RemoveAll(entry => entry.Name == name)), FindingCodes.EntryMissing);

    [Fact]
    public void Entries_in_another_order_are_refused() => Refused(
        true, Forgery.With(GostContainer, entries => (entries[1], entries[2]) = (entries[2], entries[1])), FindingCodes.EntryOrder);

    [Fact]
    public void Another_mimetype_is_refused()
    {
        Refused(true, Forgery.Replace(GostContainer, "mimetype", "asic-e", "asic-s"), FindingCodes.MimetypeWrong);
        Refused(true, Forgery.With(GostContainer, entries => entries.RemoveAt(0)), FindingCodes.MimetypeWrong);
    }

    [Fact]
    public void Other_media_types_are_refused_although_nobody_signed_them() =>
        Refused(true, Forgery.Replace(GostContainer, "META-INF/manifest.xml", "application/pdf", "text/javascript"), FindingCodes.ManifestWrong);

    [Fact]
    public void The_signature_of_another_container_is_refused()
    {
        var other = Gost.SealContainer(Town.Draft with { Priority = 9 });
        Refused(true, Forgery.With(GostContainer, entries => entries[^1] = (entries[^1].Name, Forgery.Entry(other, entries[^1].Name))), FindingCodes.DigestMismatch);
    }

    [Fact]
    public void A_manifest_and_signature_of_another_container_are_refused()
    {
        var other = Gost.SealContainer(Town.Draft with { Priority = 9 });
        Refused(true, Forgery.With(GostContainer, entries =>
        {
            for (var i = 1; i <= 2; i++) entries[^i] = (entries[^i].Name, Forgery.Entry(other, entries[^i].Name));
        }), FindingCodes.DigestMismatch);
    }

    // ---- a sender with a real key

    [Theory]
    [InlineData("<envelope", "<!DOCTYPE envelope [<!ENTITY a 'b'>]><envelope", FindingCodes.XmlInvalid)]
    [InlineData("<envelope", "<!-- comment --><envelope", FindingCodes.XmlInvalid)]
    [InlineData("</envelope>", "<!-- comment --></envelope>", FindingCodes.XmlInvalid)]
    [InlineData("<envelope", "<?instruction?><envelope", FindingCodes.XmlInvalid)]
    [InlineData("<?xml version=\"1.0\" encoding=\"utf-8\"?>", "<?xml version=\"1.0\" encoding=\"windows-1251\"?>", FindingCodes.XmlInvalid)]
    [InlineData("<?xml version", "\uFEFF<?xml version", FindingCodes.XmlInvalid)]
    [InlineData("<priority>5</priority>", "", FindingCodes.XmlInvalid)]
    [InlineData("<priority>5</priority>", "<priority>5</priority><unknown/>", FindingCodes.XmlInvalid)]
    [InlineData("<priority>5</priority>", "<priority xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"x\">5</priority>", FindingCodes.XmlInvalid)]
    [InlineData("2026-11-23T08:15:00.123Z", "2026-02-30T08:15:00.123Z", FindingCodes.XmlInvalid)]
    [InlineData("2026-11-23T08:15:00.123Z", "2026-11-23T08:15:00Z", FindingCodes.XmlInvalid)]
    [InlineData("urn:sed-exchange:1", "urn:sed-exchange:2", FindingCodes.VersionUnknown)]
    [InlineData("urn:sed-exchange:1", "urn:other", FindingCodes.XmlInvalid)]
    [InlineData("<protection>none<", "<protection>cms-envelope<", FindingCodes.ProtectionUnknown)]
    [InlineData("2026-11-26T08:15:00.123Z", "2026-12-26T08:15:00.123Z", FindingCodes.DocumentContradicts)]
    [InlineData("2026-11-26T08:15:00.123Z", "2026-11-22T08:15:00.123Z", FindingCodes.DocumentContradicts)]
    [InlineData("entry=\"content/DocInfo.xml\"", "entry=\"content/f0000.xml\"", FindingCodes.FileNameWrong)]
    [InlineData("name=\"DocInfo.xml\"", "name=\"..\"", FindingCodes.FileNameWrong)]
    [InlineData("name=\"DocInfo.xml\"", "name=\"&#x85;\"", FindingCodes.FileNameWrong)]
    [InlineData("name=\"DocInfo.xml\"", "name=\"a/b\"", FindingCodes.XmlInvalid)]
    [InlineData("size=\"10\"", "size=\"11\"", FindingCodes.EnvelopeDisagrees)]
    [InlineData("mediaType=\"text/xml\"", "mediaType=\"text/html\"", FindingCodes.ManifestWrong)]
    public void A_sealed_envelope_that_is_wrong_is_refused(string text, string by, string code) =>
        Refused(true, Forgery.SealWithEnvelope(GostContainer, Gost.Seal, text, by), code);

    [Fact]
    public void A_sealed_envelope_in_another_encoding_is_refused()
    {
        var text = Encoding.UTF8.GetString(Forgery.Entry(GostContainer, "envelope.xml"));
        Refused(true, Forgery.SealWithEnvelope(GostContainer, Gost.Seal, [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)]), FindingCodes.XmlInvalid);
        Refused(true, Forgery.SealWithEnvelope(GostContainer, Gost.Seal, [.. Encoding.UTF8.GetBytes(text), 0xC3, 0x28]), FindingCodes.XmlInvalid);
        Refused(true, Forgery.SealWithEnvelope(GostContainer, Gost.Seal, []), FindingCodes.XmlInvalid);
    }

    [Fact]
    public void A_sealed_envelope_that_nests_without_end_is_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("<envelope xmlns=\"urn:sed-exchange:1\">", 20_000));
        Refused(true, Forgery.SealWithEnvelope(GostContainer, Gost.Seal, Encoding.UTF8.GetBytes(deep)), FindingCodes.XmlInvalid);
    }

    [Fact]
    public void A_receipt_is_no_envelope() => Refused(
        true,
        Forgery.SealWithEnvelope(GostContainer, Gost.Seal, Sed.Exchange.Containers.Receipts.ReceiptXml.Write(Gost.Receipt())),
        FindingCodes.XmlInvalid);

    [Fact]
    public void An_envelope_with_another_digest_than_the_signature_is_refused()
    {
        var digest = Gost.Suite.Digest("<DocInfo/>"u8).Hex;
        Refused(true, Forgery.SealWithEnvelope(GostContainer, Gost.Seal, digest, new string('0', 64)), FindingCodes.EnvelopeDisagrees);
        Refused(true, Forgery.SealWithEnvelope(GostContainer, Gost.Seal, "gost-3411-2012-256:" + digest, "sha-256:" + digest), FindingCodes.EnvelopeDisagrees);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void A_seal_that_leaves_something_out_is_refused(bool gost)
    {
        Refused(gost, Reseal(gost, references => references.RemoveAt(1)), FindingCodes.NotCovered);
        Refused(gost, Reseal(gost, references => references.RemoveAt(0)), FindingCodes.NotCovered);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void A_seal_over_something_absent_is_refused(bool gost) => Refused(
        gost, Reseal(gost, references => references.Add(new SignedReference("content/absent.txt", references[0].Digest))), FindingCodes.CoveredAbsent);

    [Fact]
    public void A_seal_over_an_entry_twice_is_refused()
    {
        Refused(true, Reseal(true, references => references.Add(references[1])), FindingCodes.CoveredTwice);
        Refused(false, Reseal(false, references => references.Add(references[1])), FindingCodes.SignatureOutsideProfile);
    }

    [Fact]
    public void A_seal_with_digests_of_another_algorithm_is_refused() => Refused(
        true, Reseal(true, references => references[1] = new SignedReference(references[1].Uri, Suite.Rsa.Digest("<DocInfo/>"u8))), FindingCodes.DigestAlgorithm);

    [Fact]
    public void A_manifest_with_what_nobody_understands_is_refused()
    {
        var entries = Forgery.TakeApart(GostContainer);
        var manifest = Encoding.UTF8.GetString(entries.Single(entry => entry.Name == ContainerLayout.AsicManifestEntry).Content);
        foreach (var (text, by) in new[]
        {
            ("</asic:ASiCManifest>", "<asic:ASiCManifestExtensions/></asic:ASiCManifest>"),
            ("<asic:DataObjectReference URI", "<asic:DataObjectReference Rootfile=\"true\" URI"),
            ("URI=\"META-INF/signature.p7s\"", "URI=\"META-INF/other.p7s\""),
            ("URI=\"envelope.xml\"", "URI=\"envelope%2Exml%\""),
            ("</ds:DigestValue>", "AAAA</ds:DigestValue>"),
        })
        {
            var forged = Encoding.UTF8.GetBytes(manifest.Replace(text, by, StringComparison.Ordinal));
            Assert.NotEqual(manifest.Length, forged.Length);
            var resealed = Forgery.With(GostContainer, list =>
            {
                list[^2] = (ContainerLayout.AsicManifestEntry, forged);
                list[^1] = (ContainerLayout.CadesEntry, Cades.Sign(Gost.Seal, Gost.Suite.Digest(forged), Town.SentAt));
            });
            var opened = Town.Open(resealed, Gost.Directory);
            Assert.Equal(VerdictResult.Failed, opened.Verdict.Result);
            Assert.Null(opened.Envelope);
        }
    }

    [Fact]
    public void Limits_come_first()
    {
        foreach (var limits in new[]
        {
            ContainerLimits.Default with { ContainerBytes = GostContainer.Length - 1 },
            ContainerLimits.Default with { Entries = 4 },
            ContainerLimits.Default with { MetadataBytes = 100 },
            ContainerLimits.Default with { MetadataBytes = 1200 },
        })
        {
            var opened = ContainerFile.Open(new MemoryStream(GostContainer), limits, Gost.Directory, Town.Now, CancellationToken.None);
            Assert.Equal(FindingCodes.LimitExceeded, opened.Verdict.FirstFailure!.Code);
            Assert.Null(opened.Envelope);
        }

        Assert.NotEqual(
            VerdictResult.Passed,
            ContainerFile.Open(new MemoryStream(GostContainer), ContainerLimits.Default with { XmlDepth = 2 }, Gost.Directory, Town.Now, CancellationToken.None).Verdict.Result);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not an archive")]
    [InlineData("<?xml version=\"1.0\"?><envelope/>")]
    public void Anything_else_is_refused_and_named_by_its_SHA_256(string text)
    {
        var octets = Encoding.UTF8.GetBytes(text);
        var opened = Town.Open(octets, Gost.Directory);
        Assert.Equal(FindingCodes.ZipDamaged, opened.Verdict.FirstFailure!.Code);
        Assert.Equal(Suite.Rsa.Digest(octets), opened.Digest);
        Assert.Null(opened.Claims);
        Assert.Empty(opened.Verdict.Signatures);
    }

    private static byte[] Container(bool gost) => gost ? GostContainer : EcdsaContainer;

    private static Town TownOf(bool gost) => gost ? Gost : Ecdsa;

    private static byte[] Reseal(bool gost, Action<List<SignedReference>> change)
    {
        var entries = Forgery.TakeApart(Container(gost));
        return Forgery.Seal(
            TownOf(gost).Seal,
            entries.Single(entry => entry.Name == ContainerLayout.EnvelopeEntry).Content,
            entries.Single(entry => entry.Name == ContainerLayout.ManifestEntry).Content,
            [.. entries.Where(entry => entry.Name.StartsWith("content/", StringComparison.Ordinal))],
            change);
    }

    private static OpenedContainer Refused(bool gost, byte[] container, string code)
    {
        var opened = Town.Open(container, TownOf(gost).Directory);
        Assert.Equal(VerdictResult.Failed, opened.Verdict.Result);
        Assert.Contains(code, opened.Verdict.AllFindings().Where(finding => finding.Result == VerdictResult.Failed).Select(finding => finding.Code));
        Assert.Null(opened.Envelope);
        Assert.Throws<InvalidOperationException>(() => opened.OpenFile(0));
        return opened;
    }
}
