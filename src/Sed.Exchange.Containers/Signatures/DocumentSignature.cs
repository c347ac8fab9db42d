using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Signatures;

/// <summary>Detached signatures of officials over files (CMS / CAdES-BES, PEM or DER or bare base64).</summary>
public static class DocumentSignature
{
    /// <summary>Makes a detached CAdES-BES signature, DER, over a stream.</summary>
    public static byte[] Sign(Stream content, SigningKey key, DateTimeOffset signingTime) => throw new NotImplementedException();

    /// <summary>
    /// Judges a detached (or attached: then eContent is compared) signature over a stream. One verdict per SignerInfo;
    /// ids are <paramref name="name"/>, <c>name#2</c>, … The path goes to <paramref name="anchors"/>; null = no anchors given:
    /// <c>SEDX-NO_TRUST</c>. Revocation, time and authority appear as notChecked. Malformed input is a verdict, not an exception.
    /// </summary>
    public static IReadOnlyList<SignatureVerdict> Verify(
        Stream? content, byte[] signature, string name, string covers, TrustAnchors? anchors, DateTimeOffset at) =>
        throw new NotImplementedException();
}
