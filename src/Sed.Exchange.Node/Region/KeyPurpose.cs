namespace Sed.Exchange.Node.Region;

/// <summary>For what a directory lists a key: <c>tls:NODE</c>, <c>receipts:NODE</c> or <c>seal:ORGANISATION</c>.</summary>
public abstract record KeyPurpose
{
    /// <summary>A node's TLS key.</summary>
    /// <param name="Node">The node.</param>
    public sealed record Tls(string Node) : KeyPurpose;

    /// <summary>A node's receipt key.</summary>
    /// <param name="Node">The node.</param>
    public sealed record Receipts(string Node) : KeyPurpose;

    /// <summary>An organisation's seal.</summary>
    /// <param name="Organisation">The organisation.</param>
    public sealed record Seal(Guid Organisation) : KeyPurpose;

    /// <summary>Reads one; null: it is none.</summary>
    public static KeyPurpose? Parse(string text) => text.Split(':', 2) switch
    {
        ["tls", { Length: > 0 } node] => new Tls(node),
        ["receipts", { Length: > 0 } node] => new Receipts(node),
        ["seal", var organisation] when Guid.TryParse(organisation, out var id) => new Seal(id),
        _ => null,
    };
}
