using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Containers.Suites;

/// <summary>GOST R 34.10-2012 with GOST R 34.11-2012 (RFC 7091, RFC 6986).</summary>
internal sealed class GostSuite : Suite
{
    public static GostSuite Bits256 { get; } = new(256);

    public static GostSuite Bits512 { get; } = new(512);

    private readonly int _bits;

    private GostSuite(int bits) => _bits = bits;

    public override string Name => _bits == 256 ? "gost-2012-256" : "gost-2012-512";

    public override string DigestName => _bits == 256 ? "gost-3411-2012-256" : "gost-3411-2012-512";

    public override SignatureFormat Format => SignatureFormat.Cades;

    public override int DigestLength => _bits / 8;

    public override Digester CreateDigester() => throw new NotImplementedException();

    public override bool VerifyDigest(Certificate signer, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature) =>
        throw new NotImplementedException();

    public override bool Accepts(Certificate certificate) => throw new NotImplementedException();
}
