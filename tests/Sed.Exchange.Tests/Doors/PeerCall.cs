using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Tests.Containers;

namespace Sed.Exchange.Tests.Doors;

/// <summary>What a peer posts: headers and octets.</summary>
internal sealed record PeerCall(Guid MessageId, Guid Sender, IReadOnlyList<Guid> Recipients, IReadOnlyList<string> Path, byte[] Octets, SigningKey Seal)
{
    /// <summary>True: Content-Digest is another.</summary>
    public bool DigestIsWrong { get; init; }

    /// <summary>The same with another envelope, sealed rightly.</summary>
    public PeerCall Reseal(params (string Text, string By)[] changes)
    {
        var octets = Octets;
        foreach (var (text, by) in changes) octets = Forgery.SealWithEnvelope(octets, Seal, text, by);
        return this with { Octets = octets };
    }
}
