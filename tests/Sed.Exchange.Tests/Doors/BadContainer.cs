using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Tests.Doors;

/// <summary>A container that somebody spoiled.</summary>
/// <param name="Name">What is wrong with it.</param>
/// <param name="Code">The finding that says so.</param>
/// <param name="Spoil">Makes it of an intact one, with the sender's key where the sender itself is at fault.</param>
internal sealed record BadContainer(string Name, string Code, Func<byte[], SigningKey, byte[]> Spoil)
{
    /// <summary>The sender that the carrier names, when it is not the intact one's.</summary>
    public Guid? Sender { get; init; }
}
