using Sed.Exchange.Delivery;

namespace Sed.Exchange.Adapters.Entropy;

/// <summary>Ids by the node's clock and the system's randomness, jitter from the process's generator.</summary>
public sealed class RandomEntropy(TimeProvider time) : IEntropy
{
    /// <inheritdoc/>
    public Guid NewId() => Guid.CreateVersion7(time.GetUtcNow());

    /// <inheritdoc/>
    public double NextFraction() => Random.Shared.NextDouble();
}
