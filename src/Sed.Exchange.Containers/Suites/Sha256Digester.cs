using System.Security.Cryptography;

namespace Sed.Exchange.Containers.Suites;

/// <summary>SHA-256 (FIPS 180-4).</summary>
internal sealed class Sha256Digester : Digester
{
    public const string AlgorithmName = "sha-256";

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public override void Append(ReadOnlySpan<byte> data) => _hash.AppendData(data);

    public override DigestValue Finish() => new(AlgorithmName, _hash.GetHashAndReset());

    protected override void Dispose(bool disposing)
    {
        _hash.Dispose();
        base.Dispose(disposing);
    }
}
