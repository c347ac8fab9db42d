namespace Sed.Exchange.Delivery;

/// <summary>The only source of ids and jitter in this room, so that a whole region can be replayed from one seed.</summary>
public interface IEntropy
{
    /// <summary>A new UUIDv7 (RFC 9562) for a message, delivery, receipt or lease.</summary>
    Guid NewId();

    /// <summary>A number in [0, 1) for jitter; never for secrets.</summary>
    double NextFraction();
}
