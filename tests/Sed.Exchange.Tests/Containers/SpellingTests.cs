using System.Formats.Asn1;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Tests.Containers;

/// <summary>
/// The same seal written in another way: nothing that is signed changes, yet it would be a second container under the same message id,
/// and the intact one would be refused for it.
/// </summary>
public sealed class SpellingTests
{
    private const string Xml = "META-INF/signatures.xml";
    private const string Cms = "META-INF/signature.p7s";

    [Theory]
    [InlineData("</ds:SignedInfo>", "</ds:SignedInfo>\n")]
    [InlineData("</asic:XAdESSignatures>", "</asic:XAdESSignatures>\n")]
    [InlineData("<asic:XAdESSignatures ", "<?xml version=\"1.0\"?><asic:XAdESSignatures ")]
    [InlineData("<asic:XAdESSignatures ", "<asic:XAdESSignatures xmlns:unused=\"urn:unused\" ")]
    [InlineData("<asic:XAdESSignatures ", "<asic:XAdESSignatures  ")]
    [InlineData("=</ds:SignatureValue>", "=\n</ds:SignatureValue>")]
    [InlineData("<ds:KeyInfo>", "<ds:KeyInfo Id=\"k\">")]
    [InlineData("Id=\"signature\"", "Id='signature'")]
    [InlineData("\"signature\"", "\"other\"", "\"#signature\"", "\"#other\"")]
    [InlineData("Id=\"reference-1\" URI=\"envelope.xml\"", "URI=\"envelope.xml\" Id=\"reference-1\"")]
    [InlineData("asic:", "a:", "xmlns:asic", "xmlns:a")]
    public void XAdES_in_another_spelling_is_refused(params string[] changes)
    {
        var town = new Town(Suite.Rsa);
        var container = town.SealContainer();
        var text = Encoding.UTF8.GetString(Forgery.Entry(container, Xml));
        for (var i = 0; i < changes.Length; i += 2)
        {
            // The value of this key ends with padding; other texts are always there.
            Assert.Contains(changes[i], text, StringComparison.Ordinal);
            text = text.Replace(changes[i], changes[i + 1], StringComparison.Ordinal);
        }

        var forged = Encoding.UTF8.GetBytes(text);
        Assert.Equal(VerdictResult.Passed, Xades.Read(forged).Result);
        Refused(town, container, Xml, forged);
    }

    [Fact]
    public void A_certificate_beside_the_signer_s_is_refused()
    {
        var rsa = new Town(Suite.Rsa);
        var container = rsa.SealContainer();
        var more = $"</ds:X509Certificate><ds:X509Certificate>{Convert.ToBase64String(rsa.Stranger.Certificate.Der)}</ds:X509Certificate>";
        var text = Encoding.UTF8.GetString(Forgery.Entry(container, Xml)).Replace("</ds:X509Certificate>", more, StringComparison.Ordinal);
        Assert.Equal(VerdictResult.Passed, Xades.Read(Encoding.UTF8.GetBytes(text)).Result);
        Refused(rsa, container, Xml, Encoding.UTF8.GetBytes(text));

        var gost = new Town(Suite.Gost256);
        container = gost.SealContainer();
        var cms = CmsFile.Read(Forgery.Entry(container, Cms), AsnEncodingRules.DER).Signers[0];
        var forged = CmsWriter.Compose(new KeyWithChain(gost.Seal, [gost.Stranger.Certificate]), cms.ToBeSigned(), cms.Signature);
        Assert.Equal(VerdictResult.Passed, Cades.Read(forged).Result);
        Refused(gost, container, Cms, forged);
    }

    [Fact]
    public void The_other_s_of_an_ECDSA_signature_is_refused()
    {
        var town = new Town(Suite.Ecdsa);
        var container = town.SealContainer();
        var text = Encoding.UTF8.GetString(Forgery.Entry(container, Xml));
        var match = Regex.Match(text, "<ds:SignatureValue>(.*?)</ds:SignatureValue>");
        var value = Convert.FromBase64String(match.Groups[1].Value);
        var order = BigInteger.Parse("0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", System.Globalization.NumberStyles.HexNumber);
        var other = (order - new BigInteger(value.AsSpan(32), true, true)).ToByteArray(true, true);
        value.AsSpan(32).Clear();
        other.CopyTo(value, 64 - other.Length);
        var forged = Encoding.UTF8.GetBytes(text.Replace(match.Groups[1].Value, Convert.ToBase64String(value), StringComparison.Ordinal));
        Assert.Equal(VerdictResult.Passed, Xades.Read(forged).Result);
        Refused(town, container, Xml, forged);
    }

    [Fact]
    public void CMS_with_the_other_name_of_the_algorithm_is_refused()
    {
        var town = new Town(Suite.Gost256);
        var container = town.SealContainer();
        var octets = Forgery.Entry(container, Cms);
        var identifiers = town.Suite.Identifiers;
        var forged = ReplaceLast(octets, Oid(identifiers.CmsSignatureOid), Oid(identifiers.CmsSignatureOid == identifiers.SignatureOid ? identifiers.DigestOid : identifiers.SignatureOid));
        Refused(town, container, Cms, forged);
    }

    [Fact]
    public void A_receipt_in_another_spelling_is_refused()
    {
        var town = new Town(Suite.Rsa);
        var file = ReceiptFile.Write(town.Receipt(), town.NodeKey);
        var opened = ReceiptFile.Open(Forgery.Replace(file, Xml, "</ds:SignedInfo>", "</ds:SignedInfo> "), town.Directory, Town.Now);
        Assert.Equal(VerdictResult.Failed, opened.Verdict.Result);
        Assert.Null(opened.Receipt);
    }

    [Fact]
    public void A_chain_is_left_out_of_our_own_objects_because_no_signature_covers_it()
    {
        var town = new Town(Suite.Gost256);
        var container = town.SealContainer(key: new KeyWithChain(town.Seal, [town.Stranger.Certificate]));
        Assert.Equal(VerdictResult.Passed, Town.Open(container, town.Directory).Verdict.Result);
        Assert.Equal([town.Seal.Certificate], CmsFile.Read(Forgery.Entry(container, Cms), AsnEncodingRules.DER).Certificates);
    }

    private static void Refused(Town town, byte[] container, string entry, byte[] signature)
    {
        var forged = Forgery.With(container, entries => entries[entries.FindIndex(e => e.Name == entry)] = (entry, signature));
        Assert.NotEqual(container, forged);
        var opened = Town.Open(forged, town.Directory);
        Assert.Equal(VerdictResult.Failed, opened.Verdict.Result);
        Assert.Null(opened.Envelope);
    }

    private static byte[] Oid(string oid)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteObjectIdentifier(oid);
        return writer.Encode();
    }

    private static byte[] ReplaceLast(byte[] octets, byte[] old, byte[] by)
    {
        Assert.Equal(old.Length, by.Length);
        var at = octets.AsSpan().LastIndexOf(old);
        Assert.True(at > 0);
        var result = (byte[])octets.Clone();
        by.CopyTo(result, at);
        return result;
    }

    private sealed class KeyWithChain(SigningKey key, IReadOnlyList<Certificate> chain) : SigningKey
    {
        public override Certificate Certificate => key.Certificate;

        public override IReadOnlyList<Certificate> Chain => chain;

        public override Suite Suite => key.Suite;

        public override byte[] SignDigest(ReadOnlySpan<byte> digest) => key.SignDigest(digest);
    }
}
