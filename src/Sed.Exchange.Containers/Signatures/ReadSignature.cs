using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Signatures;

/// <summary>
/// A signature in the narrow profile of our own objects, read and checked as far as it can be without the objects:
/// the caller compares <see cref="References"/> with the octets it has.
/// </summary>
/// <param name="Signer">The signer's certificate, bound by signing-certificate-v2 or SigningCertificateV2; null when absent or not bound.</param>
/// <param name="Suite">The suite of the signer; null when no suite accepts the certificate.</param>
/// <param name="Format"><c>CAdES-BES</c> or <c>XAdES-B</c>.</param>
/// <param name="SigningTime">Claimed by the signer; a claim, not evidence.</param>
/// <param name="References">What is covered; consumable only when <see cref="Result"/> is passed.</param>
/// <param name="Result">Passed: the value is right under <see cref="Signer"/>'s key. Failed or indeterminate otherwise.</param>
/// <param name="Findings">Stage by stage; at least one of stage Signature.</param>
public sealed record ReadSignature(
    Certificate? Signer,
    Suite? Suite,
    string Format,
    DateTimeOffset? SigningTime,
    IReadOnlyList<SignedReference> References,
    VerdictResult Result,
    IReadOnlyList<Finding> Findings);
