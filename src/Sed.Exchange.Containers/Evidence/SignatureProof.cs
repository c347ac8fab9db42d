using System.Formats.Asn1;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Evidence;

/// <summary>
/// One signature taken apart for people without this product: the octets that were signed, the bare signature and the public key as
/// <c>openssl dgst -verify</c> takes them, and the signature file with what it covers. Follows from the signature alone.
/// </summary>
internal sealed class SignatureProof
{
    private SignatureProof(int number, string where, Certificate signer, Suite suite, List<(string Entry, byte[] Octets)> files)
    {
        Number = number.ToString("D2", CultureInfo.InvariantCulture);
        Where = where;
        Signer = signer;
        Suite = suite;
        Files = files;
    }

    /// <summary>Number in the evidence file, two digits or more.</summary>
    public string Number { get; }

    /// <summary>Which part of the evidence file it signs: the name of an entry.</summary>
    public string Where { get; }

    /// <summary>The signer.</summary>
    public Certificate Signer { get; }

    /// <summary>The suite.</summary>
    public Suite Suite { get; }

    /// <summary>Entries under <c>proof/</c> with their octets.</summary>
    public IReadOnlyList<(string Entry, byte[] Octets)> Files { get; }

    /// <summary>Takes a signature of ours apart; null when it does not hold: nothing is proved by it.</summary>
    /// <param name="number">Number in the evidence file.</param>
    /// <param name="where">Which part of the evidence file it signs.</param>
    /// <param name="isXades">XAdES or CAdES.</param>
    /// <param name="signature">The signature file.</param>
    /// <param name="content">What a detached CAdES signature covers; null for XAdES.</param>
    public static SignatureProof? Of(int number, string where, bool isXades, byte[] signature, byte[]? content)
    {
        var read = isXades ? Xades.Read(signature) : Cades.Read(signature);
        if (read is not { Result: VerdictResult.Passed, Signer: { } signer, Suite: { } suite }) return null;
        var name = EvidenceLayout.Proofs + number.ToString("D2", CultureInfo.InvariantCulture);
        List<(string, byte[])> files = [];
        if (isXades)
        {
            var xml = XadesFile.Read(signature);
            // The value as openssl wants it: for ECDSA the SEQUENCE of X9.62, where XML has r‖s.
            files.Add(($"{name}-signed.bin", CanonicalXml.Of(xml.SignedInfo)));
            files.Add(($"{name}-signature.bin", suite.ToCmsValue(xml.SignatureValue)));
            files.Add(($"{name}-signatures.xml", signature));
        }
        else
        {
            var cms = CmsFile.Read(signature, AsnEncodingRules.DER).Signers[0];
            files.Add(($"{name}-signed.bin", cms.ToBeSigned()));
            files.Add(($"{name}-signature.bin", cms.Signature));
            files.Add(($"{name}-signature.p7s", signature));
            files.Add(($"{name}-content.xml", content!));
        }

        files.Add(($"{name}-key.pem", Encoding.ASCII.GetBytes(PemEncoding.WriteString("PUBLIC KEY", signer.SubjectPublicKeyInfo) + "\n")));
        files.Add(($"{name}-certificate.pem", Encoding.ASCII.GetBytes(signer.ToPem())));
        return new SignatureProof(number, where, signer, suite, files);
    }
}
