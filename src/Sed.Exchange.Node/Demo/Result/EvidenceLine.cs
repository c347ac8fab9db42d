namespace Sed.Exchange.Node.Demo.Result;

/// <summary>An evidence file.</summary>
/// <param name="MessageId">What it proves.</param>
/// <param name="File">Where it lies.</param>
/// <param name="Verify">Commands that check it.</param>
internal sealed record EvidenceLine(Guid MessageId, string File, IReadOnlyList<string> Verify);
