using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Foreign;

/// <summary>One XML signature as judged.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Entries">Objects outside that SignedInfo itself refers to, right or not; what a Manifest lists is no such reference.</param>
internal sealed record JudgedXmlSignature(SignatureVerdict Verdict, IReadOnlyList<string> Entries);
