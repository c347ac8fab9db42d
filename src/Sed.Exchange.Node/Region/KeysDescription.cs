namespace Sed.Exchange.Node.Region;

/// <summary>Who may sign the next directory: names of certificate files.</summary>
/// <param name="Current">The key that signs.</param>
/// <param name="Next">The key that will sign, or null.</param>
/// <param name="Recovery">The offline key, or null.</param>
public sealed record KeysDescription(string Current, string? Next = null, string? Recovery = null);
