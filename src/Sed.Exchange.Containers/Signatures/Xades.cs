using System.Xml;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Signatures;

/// <summary>XAdES-B of our own objects: <c>asic:XAdESSignatures</c> with one Signature, detached references without Transforms.</summary>
public static class Xades
{
    /// <summary>What <see cref="ReadSignature.Format"/> says.</summary>
    public const string FormatName = "XAdES-B";

    /// <summary>Signs objects by their digests; URIs are escaped per RFC 3986.</summary>
    /// <exception cref="ArgumentException">The suite signs no XML, there is nothing to sign, or a digest is of another algorithm.</exception>
    public static byte[] Sign(SigningKey key, IReadOnlyList<SignedReference> references, DateTimeOffset signingTime)
    {
        if (key.Suite.Format != SignatureFormat.Xades) throw new ArgumentException($"Suite {key.Suite.Name} signs CAdES, not XAdES.", nameof(key));
        if (references.Count == 0) throw new ArgumentException("There is nothing to sign.", nameof(references));
        if (references.Any(reference => reference.Digest.Algorithm != key.Suite.DigestName || reference.Digest.Value.Length != key.Suite.DigestLength))
        {
            throw new ArgumentException($"The key signs digests of {key.Suite.DigestName}.", nameof(references));
        }

        return new XadesWriter(key, references, signingTime).Write();
    }

    /// <summary>Reads and checks; malformed input is a finding, not an exception. SignedProperties is not among the references.</summary>
    public static ReadSignature Read(ReadOnlySpan<byte> file)
    {
        XadesFile xml;
        try
        {
            xml = XadesFile.Read(file);
        }
        catch (XmlException error)
        {
            return Stop(null, null, Format(FindingCodes.SignatureMalformed, error.Message));
        }
        catch (FormatException error)
        {
            return Stop(null, null, Format(FindingCodes.SignatureOutsideProfile, error.Message));
        }

        if (FindSigner(xml) is not var (certificate, suite)) return Stop(null, xml, Found(FindingCodes.SignerNotBound, VerdictResult.Failed));
        if (suite is null) return Stop(null, xml, Found(FindingCodes.SuiteUnknown, VerdictResult.Indeterminate, certificate.KeyAlgorithm));

        var identifiers = suite.Identifiers;
        var foreign = xml.References.Append(xml.PropertiesReference).Select(reference => reference.DigestMethod).FirstOrDefault(method => method != identifiers.XmlDigest);
        if (xml.SignatureMethod != identifiers.XmlSignature || foreign is not null)
        {
            return Stop(suite, xml, Found(FindingCodes.AlgorithmMismatch, VerdictResult.Failed, foreign ?? xml.SignatureMethod));
        }

        var references = new List<SignedReference>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var reference in xml.References)
        {
            if (ReferenceUri.Decode(reference.Uri) is not { } name) return Stop(suite, xml, Format(FindingCodes.SignatureOutsideProfile, "a reference is not a name"));
            if (!names.Add(name)) return Stop(suite, xml, Format(FindingCodes.SignatureOutsideProfile, "two references name the same object"));
            if (reference.DigestValue.Length != suite.DigestLength) return Stop(suite, xml, Format(FindingCodes.SignatureOutsideProfile, "a digest has another length"));
            references.Add(new SignedReference(name, new DigestValue(suite.DigestName, reference.DigestValue)));
        }

        // SignedProperties bind the certificate, so their digest decides like the value does.
        var right = suite.Digest(CanonicalXml.Of(xml.SignedProperties)).Value.SequenceEqual(xml.PropertiesReference.DigestValue)
            && suite.VerifyDigest(certificate, suite.Digest(CanonicalXml.Of(xml.SignedInfo)).Value, xml.SignatureValue);
        return new ReadSignature(
            certificate,
            suite,
            FormatName,
            xml.SigningTime,
            references,
            right ? VerdictResult.Passed : VerdictResult.Failed,
            [
                new Finding(FindingCodes.SignatureFormatRight, VerdictStage.Format, VerdictResult.Passed, FormatName),
                right ? Found(FindingCodes.SignatureRight, VerdictResult.Passed, suite.Name) : Found(FindingCodes.SignatureWrong, VerdictResult.Failed, suite.Name),
            ]);
    }

    // KeyInfo is not signed; the certificate is the first one that the signed properties name by digest, issuer and serial.
    private static (Certificate Certificate, Suite? Suite)? FindSigner(XadesFile xml)
    {
        var digestSuite = Suite.All.FirstOrDefault(suite => suite.Identifiers.XmlDigest is { } method && method == xml.CertificateDigestMethod);
        if (digestSuite is null) return null;
        var certificate = xml.Certificates.FirstOrDefault(candidate =>
            digestSuite.Digest(candidate.Der).Value.SequenceEqual(xml.CertificateDigest) && xml.IssuerSerial.Names(candidate));
        return certificate is null ? null : (certificate, Suite.Of(certificate));
    }

    private static ReadSignature Stop(Suite? suite, XadesFile? xml, Finding finding) => new(
        null,
        suite,
        FormatName,
        xml?.SigningTime,
        [],
        finding.Result,
        finding.Stage == VerdictStage.Signature ? [finding] : [finding, Found(FindingCodes.SignatureNotChecked, VerdictResult.NotChecked)]);

    private static Finding Format(string code, string seen) => new(code, VerdictStage.Format, VerdictResult.Failed, seen);

    private static Finding Found(string code, VerdictResult result, string? seen = null) => new(code, VerdictStage.Signature, result, seen);
}
