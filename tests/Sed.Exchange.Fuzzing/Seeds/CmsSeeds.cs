using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Cms;
using Org.BouncyCastle.Cms;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Tsp;
using Org.BouncyCastle.Utilities.Collections;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Tests.Paths;
using Attribute = Org.BouncyCastle.Asn1.Cms.Attribute;
using BouncyCertificate = Org.BouncyCastle.X509.X509Certificate;

namespace Sed.Exchange.Fuzzing.Seeds;

/// <summary>Signatures of officials: by our writer in every suite, and by BouncyCastle in the forms that ours does not write.</summary>
internal static class CmsSeeds
{
    private static readonly Minted TimeAuthority = Mint.Issue(
        Stand.Root,
        "CN=Time",
        [Part.Usage(X509KeyUsageFlags.DigitalSignature), new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.8")], critical: true)],
        Stand.KeyOf("time"),
        20);

    public static IEnumerable<byte[]> All()
    {
        var own = DocumentSignature.Sign(new MemoryStream(Stand.Letter), Stand.Open(Stand.Leaf), Stand.Noon);
        yield return own;
        yield return Encoding.ASCII.GetBytes(PemEncoding.WriteString("CMS", own));
        yield return Encoding.ASCII.GetBytes(Convert.ToBase64String(own, Base64FormattingOptions.InsertLineBreaks));
        foreach (var suite in new[] { Suite.Gost256, Suite.Gost512, Suite.Rsa }) yield return DocumentSignature.Sign(new MemoryStream(Stand.Letter), Keys.Of(suite), Stand.Noon);
        yield return Attached([Stand.Leaf]);
        yield return Attached([Stand.Leaf, Stand.Revoked]);
        yield return WithoutAttributes(own);

        var value = CmsFile.Read(own, AsnEncodingRules.DER).Signers[0].Signature;
        yield return WithUnsigned(own, new Attribute(new DerObjectIdentifier(CmsOids.SignatureTimestamp), new DerSet(Asn1Object.FromByteArray(Stamp(value)))));
        var counter = DocumentSignature.Sign(new MemoryStream(value), Stand.Open(Stand.Revoked), Stand.Noon);
        yield return WithUnsigned(own, new Attribute(new DerObjectIdentifier(CmsOids.CounterSignature), new DerSet(new CmsSignedData(counter).GetSignerInfos().GetSigners().First().SignerInfo)));
        yield return Stamp(Stand.Letter);
    }

    /// <summary>Tokens over the letter and over something else, and an answer of an authority.</summary>
    public static IEnumerable<byte[]> Tokens()
    {
        var token = Stamp(Stand.Letter);
        yield return token;
        yield return Stamp([1]);
        var answer = new AsnWriter(AsnEncodingRules.DER);
        using (answer.PushSequence())
        {
            using (answer.PushSequence()) answer.WriteInteger(0);
            answer.WriteEncodedValue(token);
        }

        yield return answer.Encode();
    }

    /// <summary>A token over octets.</summary>
    public static byte[] Stamp(byte[] octets)
    {
        var certificate = new BouncyCertificate(TimeAuthority.Platform.RawData);
        var generator = new TimeStampTokenGenerator(KeyOf(TimeAuthority), certificate, DigestAlgorithm.Sha256.Oid, "1.2.3");
        generator.SetCertificates(CollectionUtilities.CreateStore<BouncyCertificate>([certificate]));
        var request = new TimeStampRequestGenerator();
        request.SetCertReq(true);
        return generator.Generate(request.Generate(DigestAlgorithm.Sha256.Oid, SHA256.HashData(octets)), BigInteger.One, Stand.Noon.UtcDateTime).GetEncoded();
    }

    private static byte[] Attached(IEnumerable<Minted> signers)
    {
        // Left to itself, the generator takes the time of the clock.
        var time = new Attribute(new DerObjectIdentifier(CmsOids.SigningTime), new DerSet(new Time(Stand.Noon.UtcDateTime)));
        var generator = new CmsSignedDataGenerator();
        foreach (var signer in signers)
        {
            var certificate = new BouncyCertificate(signer.Platform.RawData);
            generator.AddCertificates(CollectionUtilities.CreateStore<BouncyCertificate>([certificate]));
            generator.AddSigner(KeyOf(signer), certificate, CmsSignedGenerator.DigestSha256, new AttributeTable(new Asn1EncodableVector(time)), null);
        }

        return generator.Generate(new CmsProcessableByteArray(Stand.Letter), true).GetEncoded();
    }

    // Signed over the attributes, so wrong; the structure is what counts.
    private static byte[] WithoutAttributes(byte[] file)
    {
        var signer = new CmsSignedData(file).GetSignerInfos().GetSigners().First().SignerInfo;
        var bare = new SignerInfo(signer.SignerID, signer.DigestAlgorithm, (Asn1Set?)null, signer.SignatureAlgorithm, signer.Signature, null);
        var data = SignedData.GetInstance(ContentInfo.GetInstance(Asn1Object.FromByteArray(file)).Content);
        return new ContentInfo(CmsObjectIdentifiers.SignedData, new SignedData(data.DigestAlgorithms, data.EncapContentInfo, data.Certificates, data.CRLs, new DerSet(bare))).GetEncoded();
    }

    private static byte[] WithUnsigned(byte[] file, Attribute attribute)
    {
        var cms = new CmsSignedData(file);
        var signer = cms.GetSignerInfos().GetSigners().First();
        var changed = SignerInformation.ReplaceUnsignedAttributes(signer, new AttributeTable(new Asn1EncodableVector(attribute)));
        return CmsSignedData.ReplaceSigners(cms, new SignerInformationStore([changed])).GetEncoded();
    }

    private static AsymmetricKeyParameter KeyOf(Minted minted) => PrivateKeyFactory.CreateKey(minted.Key.ExportPkcs8PrivateKey());
}
