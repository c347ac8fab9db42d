using System.Formats.Asn1;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Timestamps;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Signatures;

/// <summary>Detached signatures of officials over files (CMS / CAdES-BES, PEM or DER or bare base64).</summary>
public static class DocumentSignature
{
    /// <summary>Octets of a signature file; stops attached copies of whole disks, since a CMS is parsed in memory.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    private const int BufferLength = 64 * 1024;

    /// <summary>Makes a detached CAdES-BES signature, DER, over a stream.</summary>
    public static byte[] Sign(Stream content, SigningKey key, DateTimeOffset signingTime)
    {
        using var digester = key.Suite.CreateDigester();
        var buffer = new byte[BufferLength];
        for (int read; (read = content.Read(buffer)) > 0;) digester.Append(buffer.AsSpan(0, read));
        return Cades.Sign(key, digester.Finish(), signingTime);
    }

    /// <summary>
    /// Judges a detached (or attached: then eContent is compared) signature over a stream. One verdict per SignerInfo;
    /// ids are <paramref name="name"/>, <c>name#2</c>, … The path goes to <paramref name="anchors"/>; null = no anchors given:
    /// <c>SEDX-NO_TRUST</c>. Revocation, time and authority appear as notChecked. Malformed input is a verdict, not an exception.
    /// </summary>
    /// <param name="content">The signed file, read once to its end and never kept in memory; null: only what is inside the signature.</param>
    /// <param name="signature">The signature file.</param>
    /// <param name="name">Its name: the id of the first verdict.</param>
    /// <param name="covers">Name of the signed file.</param>
    /// <param name="anchors">Trusted certificates, or null.</param>
    /// <param name="at">The time at which certificates must be valid.</param>
    /// <exception cref="IOException">The content cannot be read.</exception>
    public static IReadOnlyList<SignatureVerdict> Verify(
        Stream? content, byte[] signature, string name, string covers, TrustAnchors? anchors, DateTimeOffset at) =>
        Verify(content, signature, name, covers, new PathQuestion { At = at, Anchors = anchors });

    /// <summary>
    /// The same, with a question about paths. Counter-signatures have verdicts of their own behind the one they stand in. Time-stamps are findings: a
    /// damaged one takes its evidence away, not the signature; one that holds proves the time at which the path is judged.
    /// </summary>
    /// <param name="content">The signed file, read once to its end and never kept in memory; null: only what is inside the signature.</param>
    /// <param name="signature">The signature file.</param>
    /// <param name="name">Its name: the id of the first verdict.</param>
    /// <param name="covers">Name of the signed file.</param>
    /// <param name="question">What is asked about paths.</param>
    /// <exception cref="IOException">The content cannot be read.</exception>
    public static IReadOnlyList<SignatureVerdict> Verify(Stream? content, byte[] signature, string name, string covers, PathQuestion question)
    {
        if (signature.Length > MaxBytes)
        {
            return [Unread(name, FindingCodes.LimitExceeded, VerdictResult.Failed, SubIndications.FormatFailure, $"more than {MaxBytes} octets")];
        }

        CmsFile cms;
        try
        {
            if (SignatureEnvelope.Unwrap(signature) is not { } octets)
            {
                // A signed mail of several parts is somebody's signature; it is not one that is judged here.
                return MimeEnvelope.IsMail(signature)
                    ? [Unread(name, FindingCodes.AlgorithmUnsupported, VerdictResult.Indeterminate, SubIndications.Generic, "a mail of several parts")]
                    : [Unread(name, FindingCodes.SignatureMalformed, VerdictResult.Failed, SubIndications.FormatFailure, "neither CMS, PEM nor base64")];
            }

            if (TimestampToken.IsAnswer(octets) && TimestampToken.TryRead(octets) is not null) return [Token(content, signature, name, question)];
            cms = CmsFile.Read(octets, AsnEncodingRules.BER);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // Hostile input comes out of the reader as exceptions of several types; all mean that this is not a signature.
            return [Unread(name, FindingCodes.SignatureMalformed, VerdictResult.Failed, SubIndications.FormatFailure, error.Message)];
        }

        if (cms.Type != CmsOids.SignedData || cms.Signers.Count == 0)
        {
            return [Unread(name, FindingCodes.NothingSigned, VerdictResult.Indeterminate, SubIndications.Generic, cms.Type)];
        }

        if (cms.ContentType == CmsOids.TimestampContent) return [Token(content, signature, name, question)];
        var oids = cms.Signers.SelectMany(signer => CadesTimestamps.ContentDigestOids(signer).Prepend(signer.DigestOid)).ToList();
        var digests = content is not null ? ContentDigests.Read(content, cms.Content, oids)
            : cms.Content is not null ? ContentDigests.Read(new MemoryStream(cms.Content), cms.Content, oids)
            : null;
        return
        [
            .. cms.Signers.SelectMany((signer, index) =>
            {
                var id = index == 0 ? name : $"{name}#{index + 1}";
                return CounterSignatures.Judge(cms, signer, id, question).Prepend(new SignerJudgement(cms, signer, digests, question).Judge(id, covers));
            }),
        ];
    }

    // Who stamps the time of a file does not sign it.
    private static SignatureVerdict Token(Stream? content, byte[] file, string name, PathQuestion question)
    {
        var octets = SignatureEnvelope.Unwrap(file)!;
        var digests = content is null || TimestampToken.TryRead(octets) is not { } token ? null : ContentDigests.Read(content, null, [token.ImprintOid]);
        var outcome = TimestampJudgement.Judge(octets, TimestampKind.File, name, digest => (digests?.Find(digest.Oid), "the file is not given"), question);
        var verdict = Unread(name, FindingCodes.NothingSigned, VerdictResult.Indeterminate, SubIndications.Generic, "a time-stamp token");
        return verdict with { Format = "RFC 3161", Findings = [.. verdict.Findings, outcome.Finding] };
    }

    private static SignatureVerdict Unread(string name, string code, VerdictResult result, string subIndication, string seen) => new(
        name,
        result,
        subIndication,
        null,
        "CMS",
        null,
        [],
        [
            new Finding(code, VerdictStage.Format, result, seen),
            new Finding(FindingCodes.SignatureNotChecked, VerdictStage.Signature, VerdictResult.NotChecked),
        ]);
}
