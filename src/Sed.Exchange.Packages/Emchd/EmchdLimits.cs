namespace Sed.Exchange.Packages.Emchd;

/// <summary>Limits against hostile powers of attorney; each names the attack it stops.</summary>
public sealed record EmchdLimits
{
    /// <summary>The defaults.</summary>
    public static EmchdLimits Default { get; } = new();

    /// <summary>Octets; a power of attorney has a few kilobytes. Stops trees that exhaust memory.</summary>
    public int Bytes { get; init; } = 1024 * 1024;

    /// <summary>Depth of the XML; stops stacks from being exhausted.</summary>
    public int Depth { get; init; } = 32;

    /// <summary>Elements; stops small octets from becoming large trees.</summary>
    public int Elements { get; init; } = 20_000;

    /// <summary>Principals, representatives or powers of one document; stops lists that are compared with each other.</summary>
    public int Rows { get; init; } = 256;
}
