using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Zip;

namespace Sed.Exchange.Containers.Foreign.Asic;

/// <summary>What is given with a container of somebody else.</summary>
public sealed record ForeignContainerRequest
{
    /// <summary>What is asked about paths.</summary>
    public required PathQuestion Question { get; init; }

    /// <summary>Which archives are taken. Names that are UTF-8 without the flag are common in signed containers; a hundredfold compression is not.</summary>
    public ZipRules Rules { get; init; } = ZipRules.Foreign with { AllowBareUtf8 = true, Ratio = 100, RatioFrom = 1024 * 1024 };

    /// <summary>Octets that may come out of an archive however small it is; beyond, its ratio as a whole counts.</summary>
    public long LeastContent { get; init; } = 64 * 1024 * 1024;

    /// <summary>Limits for the documents inside.</summary>
    public ForeignXmlLimits Limits { get; init; } = ForeignXmlLimits.Default;

    /// <summary>Signature and manifest files; each costs a signature's work.</summary>
    public int Signatures { get; init; } = 128;
}
