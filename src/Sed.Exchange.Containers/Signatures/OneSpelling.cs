using System.Formats.Asn1;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Signatures;

/// <summary>
/// A signature leaves octets of its own file open: white space, prefixes and Ids of XML, certificates beside the signer's, fields of
/// CMS outside the signed attributes, and ECDSA verifies s as well as n − s. Anybody on the way could write the same seal in another
/// way, and so make a second container with the same message id and another digest, which would stand in the way of the first
/// (promise 4 of DESIGN section 4). Therefore our own objects have one spelling: what our writers write for the values read.
/// </summary>
internal static class OneSpelling
{
    /// <summary>Null when the file of a right signature is spelled as we spell it, else the finding that refuses it.</summary>
    public static Finding? Check(ReadSignature read, byte[] file)
    {
        if (read is not { Result: VerdictResult.Passed, Signer: { } signer, Suite: { } suite, SigningTime: { } time }) return null;
        byte[] spelled;
        if (read.Format == Xades.FormatName)
        {
            var value = suite.ToOneForm(XadesFile.Read(file).SignatureValue);
            spelled = new XadesWriter(new RecordedKey(signer, suite, value), read.References, time).Write();
        }
        else
        {
            var cms = CmsFile.Read(file, AsnEncodingRules.DER).Signers[0];
            var value = suite.ToOneForm(suite.FromCmsValue(cms.Signature)!);
            spelled = CmsWriter.Compose(new RecordedKey(signer, suite, value), cms.ToBeSigned(), suite.ToCmsValue(value));
        }

        return spelled.AsSpan().SequenceEqual(file)
            ? null
            : new Finding(FindingCodes.SignatureOutsideProfile, VerdictStage.Format, VerdictResult.Failed, "another spelling of the same signature");
    }
}
