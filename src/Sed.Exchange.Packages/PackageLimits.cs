namespace Sed.Exchange.Packages;

/// <summary>Limits against hostile packages; each names the attack it stops.</summary>
public sealed record PackageLimits
{
    /// <summary>The defaults.</summary>
    public static PackageLimits Default { get; } = new();

    /// <summary>Files in one package; stops lists that cost more to keep than to send.</summary>
    public int Files { get; init; } = 2000;

    /// <summary>Octets of the passport; stops documents that exhaust memory when parsed.</summary>
    public int PassportBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Elements of the passport; stops small octets from becoming large trees. A thousand addressees need about twelve thousand.</summary>
    public int Elements { get; init; } = 500_000;

    /// <summary>Signatures that a passport may name, each of one document; stops small octets from costing hours of cryptography.</summary>
    public int Signatures { get; init; } = 2000;

    /// <summary>Signatures that it may name of one document, each of which reads the document once.</summary>
    public int SignaturesOfOne { get; init; } = 100;

    /// <summary>Depth of the passport's XML; stops stacks from being exhausted.</summary>
    public int Depth { get; init; } = 64;
}
