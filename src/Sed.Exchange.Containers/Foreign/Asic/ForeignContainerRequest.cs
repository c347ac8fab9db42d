using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Zip;

namespace Sed.Exchange.Containers.Foreign.Asic;

/// <summary>What is given with a container of somebody else.</summary>
public sealed record ForeignContainerRequest
{
    /// <summary>What is asked about paths.</summary>
    public required PathQuestion Question { get; init; }

    /// <summary>Which archives are taken. Names that are UTF-8 without the flag are common in signed containers.</summary>
    public ZipRules Rules { get; init; } = ZipRules.Foreign with { AllowBareUtf8 = true };

    /// <summary>Limits for the documents inside.</summary>
    public ForeignXmlLimits Limits { get; init; } = ForeignXmlLimits.Default;

    /// <summary>Signature and manifest files; each costs a signature's work.</summary>
    public int Signatures { get; init; } = 128;
}
