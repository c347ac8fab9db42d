using System.Security.Cryptography;

namespace Sed.Exchange.Containers.Suites;

/// <summary>The digests that .NET has from the operating system.</summary>
internal sealed class PlatformDigester(HashAlgorithmName hash, string name) : Digester
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(hash);

    public override void Append(ReadOnlySpan<byte> data) => _hash.AppendData(data);

    public override DigestValue Finish() => new(name, _hash.GetHashAndReset());

    protected override void Dispose(bool disposing)
    {
        _hash.Dispose();
        base.Dispose(disposing);
    }
}
