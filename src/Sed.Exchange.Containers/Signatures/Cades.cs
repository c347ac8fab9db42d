using System.Formats.Asn1;
using System.Security.Cryptography;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Signatures;

/// <summary>CAdES-BES of our own objects: detached, DER, one SignerInfo, signing-certificate-v2 (ETSI EN 319 122-1).</summary>
public static class Cades
{
    /// <summary>What <see cref="ReadSignature.Format"/> says.</summary>
    public const string FormatName = "CAdES-BES";

    /// <summary>Signs content by its digest, which must be of the key's suite.</summary>
    /// <exception cref="ArgumentException">The digest is of another algorithm.</exception>
    public static byte[] Sign(SigningKey key, DigestValue content, DateTimeOffset signingTime)
    {
        if (content.Algorithm != key.Suite.DigestName || content.Value.Length != key.Suite.DigestLength)
        {
            throw new ArgumentException($"The key signs digests of {key.Suite.DigestName}, not of {content.Algorithm}.", nameof(content));
        }

        return CmsWriter.Sign(key, content.Value, signingTime);
    }

    /// <summary>Reads and checks; malformed input is a finding, not an exception. References: one, with an empty URI.</summary>
    public static ReadSignature Read(ReadOnlySpan<byte> file)
    {
        CmsFile cms;
        try
        {
            cms = CmsFile.Read(file.ToArray(), AsnEncodingRules.DER);
        }
        catch (Exception error) when (error is AsnContentException or CryptographicException or ArgumentException)
        {
            return Stop(null, null, Format(FindingCodes.SignatureMalformed, error.Message));
        }

        if (OutsideProfile(cms) is { } seen) return Stop(null, null, Format(FindingCodes.SignatureOutsideProfile, seen));
        var signer = cms.Signers[0];
        var certificate = cms.Certificates.FirstOrDefault(signer.Names);
        if (certificate is null) return Stop(null, signer, Found(FindingCodes.SignerMissing, VerdictResult.Indeterminate));
        if (Suite.Of(certificate) is not { } suite)
        {
            return Stop(null, signer, Found(FindingCodes.SuiteUnknown, VerdictResult.Indeterminate, certificate.KeyAlgorithm));
        }

        var identifiers = suite.Identifiers;
        if (signer.DigestOid != identifiers.DigestOid || (signer.SignatureOid != identifiers.CmsSignatureOid && signer.SignatureOid != identifiers.SignatureOid))
        {
            return Stop(suite, signer, Found(FindingCodes.AlgorithmMismatch, VerdictResult.Failed, $"{signer.DigestOid}, {signer.SignatureOid}"));
        }

        if (!Binds(signer.SigningCertificate!, certificate, suite)) return Stop(suite, signer, Found(FindingCodes.SignerNotBound, VerdictResult.Failed));
        if (signer.MessageDigest!.Length != suite.DigestLength)
        {
            return Stop(suite, signer, Format(FindingCodes.SignatureOutsideProfile, "messageDigest is not of the digest's length"));
        }

        var right = suite.FromCmsValue(signer.Signature) is { } value
            && suite.VerifyDigest(certificate, suite.Digest(signer.ToBeSigned()).Value, value);
        return new ReadSignature(
            certificate,
            suite,
            FormatName,
            signer.SigningTime,
            [new SignedReference("", new DigestValue(suite.DigestName, signer.MessageDigest))],
            right ? VerdictResult.Passed : VerdictResult.Failed,
            [
                new Finding(FindingCodes.SignatureFormatRight, VerdictStage.Format, VerdictResult.Passed, FormatName),
                right ? Found(FindingCodes.SignatureRight, VerdictResult.Passed, suite.Name) : Found(FindingCodes.SignatureWrong, VerdictResult.Failed, suite.Name),
            ]);
    }

    // The closed profile. Unsigned attributes and revocation lists are refused because anyone can add them: the same seal
    // would stand in containers of different octets.
    private static string? OutsideProfile(CmsFile cms)
    {
        if (cms.Type != CmsOids.SignedData) return $"content is {cms.Type}, not SignedData";
        if (cms.Signers.Count != 1) return $"{cms.Signers.Count} signers instead of one";
        if (cms.Content is not null) return "the content is inside";
        if (cms.ContentType != CmsOids.Data) return $"content type {cms.ContentType}";
        if (cms.HasRevocation) return "revocation lists are inside";
        var signer = cms.Signers[0];
        if (signer.HasUnsignedAttributes) return "unsigned attributes";
        if (signer.SignedAttributes is null) return "no signed attributes";
        if (signer.ContentType != CmsOids.Data) return "contentType is absent or not data";
        if (signer.MessageDigest is null) return "messageDigest is absent";
        if (signer.SigningTime is null) return "signingTime is absent";
        if (signer.SigningCertificate is null) return "signing-certificate-v2 is absent";
        return null;
    }

    private static bool Binds(CmsSigningCertificate binding, Certificate certificate, Suite suite) =>
        binding.DigestOid == suite.Identifiers.DigestOid
        && binding.Digest.AsSpan().SequenceEqual(suite.Digest(certificate.Der).Value)
        && binding.IssuerSerial?.Names(certificate) != false;

    private static ReadSignature Stop(Suite? suite, CmsSigner? signer, Finding finding) => new(
        null,
        suite,
        FormatName,
        signer?.SigningTime,
        [],
        finding.Result,
        finding.Stage == VerdictStage.Signature ? [finding] : [finding, Found(FindingCodes.SignatureNotChecked, VerdictResult.NotChecked)]);

    private static Finding Format(string code, string seen) => new(code, VerdictStage.Format, VerdictResult.Failed, seen);

    private static Finding Found(string code, VerdictResult result, string? seen = null) => new(code, VerdictStage.Signature, result, seen);
}
