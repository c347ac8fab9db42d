namespace Sed.Exchange.Benchmarks;

/// <summary>What was measured of one suite at one size.</summary>
internal sealed record SuiteResult
{
    /// <summary>Name of the suite.</summary>
    public required string Suite { get; init; }

    /// <summary>Bare: digest of the document's octets.</summary>
    public required Rate Hash { get; init; }

    /// <summary>Bare: one signature over a digest.</summary>
    public required Rate Sign { get; init; }

    /// <summary>Bare: one signature checked.</summary>
    public required Rate Verify { get; init; }

    /// <summary>A package sealed into a container in memory.</summary>
    public required Rate Seal { get; init; }

    /// <summary>A container opened with its directory: format, coverage, digests, seal, pin.</summary>
    public required Rate Open { get; init; }

    /// <summary>A receipt written and signed.</summary>
    public required Rate WriteReceipt { get; init; }

    /// <summary>A receipt opened with its directory.</summary>
    public required Rate OpenReceipt { get; init; }

    /// <summary>Whole deliveries, one after the other.</summary>
    public required Rate DeliverAlone { get; init; }

    /// <summary>Whole deliveries, several under way.</summary>
    public required Rate Deliver { get; init; }
}
