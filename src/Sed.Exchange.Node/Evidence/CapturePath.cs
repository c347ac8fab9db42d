namespace Sed.Exchange.Node.Evidence;

/// <summary>A path that was judged.</summary>
/// <param name="Certificates">SHA-256 of its certificates, from the signer to the anchor; each lies under <c>chains/</c>.</param>
/// <param name="Result"><c>passed</c>, <c>failed</c> or <c>indeterminate</c>.</param>
/// <param name="Codes">What was found.</param>
internal sealed record CapturePath(IReadOnlyList<string> Certificates, string Result, IReadOnlyList<string> Codes);
