using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Receipts;

/// <summary>What the issuer found about one official's signature; files are named by index, never by name.</summary>
/// <param name="SignatureFile">Index of the signature file in the envelope.</param>
/// <param name="DocumentFile">Index of the signed file in the envelope.</param>
/// <param name="Result">Passed, failed or indeterminate.</param>
public sealed record DocumentSignatureIndication(int SignatureFile, int DocumentFile, VerdictResult Result);
