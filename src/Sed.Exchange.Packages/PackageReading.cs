namespace Sed.Exchange.Packages;

/// <summary>The result of reading a package.</summary>
/// <param name="Facts">What was read; null when a fault refuses.</param>
/// <param name="Faults">Everything wrong or unusual, in the order found.</param>
public sealed record PackageReading(PackageFacts? Facts, IReadOnlyList<PackageFault> Faults)
{
    /// <summary>True when the package can be taken.</summary>
    public bool Accepted => Facts is not null;
}
