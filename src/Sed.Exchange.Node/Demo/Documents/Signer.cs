using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Node.Region;

namespace Sed.Exchange.Node.Demo.Documents;

/// <summary>An official with the key.</summary>
/// <param name="Official">Who signs.</param>
/// <param name="Key">The key.</param>
/// <param name="KindId">СЭВ KindID: 1 авторская, 3 утверждающая.</param>
internal sealed record Signer(PlannedOfficial Official, SigningKey Key, int KindId)
{
    /// <summary>Signs a file, detached.</summary>
    public byte[] Sign(byte[] content, DateTimeOffset at)
    {
        using var stream = new MemoryStream(content, writable: false);
        return DocumentSignature.Sign(stream, Key, at);
    }
}
