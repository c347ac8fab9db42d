namespace Sed.Exchange.Containers.Policies;

/// <summary>For which times an algorithm is good enough. What has no rule in a policy is good enough for none.</summary>
/// <param name="Name">A digest (<c>sha-256</c>, <c>gost-3411-94</c>) or a kind of key (<c>rsa</c>, <c>ecdsa</c>, <c>gost-2001</c>, <c>gost-2012</c>).</param>
/// <param name="Bits">Of a key: the least size that the rule is for; of several rules the one with the most bits counts. Zero: any.</param>
/// <param name="From">Since when, or null.</param>
/// <param name="Until">Before when, or null: what was made at or after this time is not accepted.</param>
public sealed record AlgorithmRule(string Name, int Bits = 0, DateTimeOffset? From = null, DateTimeOffset? Until = null)
{
    /// <summary>True: good enough for what is proven to exist at this time.</summary>
    public bool Covers(DateTimeOffset time) => !(time < From) && !(time >= Until);
}
