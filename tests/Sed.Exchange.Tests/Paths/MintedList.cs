using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sed.Exchange.Containers.Revocation;

namespace Sed.Exchange.Tests.Paths;

/// <summary>A revocation list in the making.</summary>
internal sealed record MintedList
{
    /// <summary>Who signs.</summary>
    public required Minted Signer { get; init; }

    /// <summary>Whom it names as issuer; null: the signer.</summary>
    public string? Issuer { get; init; }

    public int Number { get; init; } = 1;

    /// <summary>BaseCRLNumber: a delta list.</summary>
    public int? Base { get; init; }

    public DateTimeOffset ThisUpdate { get; init; } = Mint.Noon.AddDays(-1);

    public DateTimeOffset? NextUpdate { get; init; } = Mint.Noon.AddDays(1);

    /// <summary>issuingDistributionPoint's content.</summary>
    public Action<AsnWriter>? Point { get; init; }

    public IReadOnlyList<X509Extension> Extensions { get; init; } = [];

    public IReadOnlyList<(Minted Certificate, RevocationReason Reason, DateTimeOffset Since, string? Issuer)> Entries { get; init; } = [];

    public IReadOnlyList<X509Extension> EntryExtensions { get; init; } = [];

    /// <summary>One more entry.</summary>
    public MintedList With(Minted certificate, RevocationReason reason = RevocationReason.KeyCompromise, DateTimeOffset? since = null, string? issuer = null) =>
        this with { Entries = [.. Entries, (certificate, reason, since ?? Mint.Noon.AddDays(-30), issuer)] };

    /// <summary>The list as material.</summary>
    public RevocationMaterial Material => new([RevocationList.Parse(Encode()) ?? throw new InvalidOperationException("The list does not parse.")], []);

    /// <summary>The list's octets.</summary>
    public byte[] Encode()
    {
        var inner = new AsnWriter(AsnEncodingRules.DER);
        using (inner.PushSequence())
        {
            inner.WriteInteger(1);
            Algorithm(inner);
            inner.WriteEncodedValue(new X500DistinguishedName(Issuer ?? Signer.Name).RawData);
            inner.WriteUtcTime(ThisUpdate);
            if (NextUpdate is { } next) inner.WriteUtcTime(next);
            if (Entries.Count > 0)
            {
                using (inner.PushSequence()) WriteEntries(inner);
            }

            using (inner.PushSequence(Part.Context(0)))
            using (inner.PushSequence())
            {
                List<X509Extension> extensions = [Part.Raw("2.5.29.20", false, writer => writer.WriteInteger(Number)), .. Extensions];
                if (Base is { } number) extensions.Add(Part.Raw("2.5.29.27", true, writer => writer.WriteInteger(number)));
                if (Point is not null) extensions.Add(Part.Sequence("2.5.29.28", true, Point));
                foreach (var extension in extensions) Write(inner, extension);
            }
        }

        return Sign(inner.Encode(), Signer);
    }

    /// <summary>SEQUENCE of octets, algorithm and signature.</summary>
    public static byte[] Sign(byte[] octets, Minted signer, Action<AsnWriter>? more = null)
    {
        var outer = new AsnWriter(AsnEncodingRules.DER);
        using (outer.PushSequence())
        {
            outer.WriteEncodedValue(octets);
            Algorithm(outer);
            outer.WriteBitString(signer.Key.SignData(octets, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
            more?.Invoke(outer);
        }

        return outer.Encode();
    }

    private void WriteEntries(AsnWriter writer)
    {
        foreach (var (certificate, reason, since, issuer) in Entries)
        {
            using (writer.PushSequence())
            {
                writer.WriteInteger(new BigInteger(certificate.Platform.SerialNumberBytes.Span, isUnsigned: true, isBigEndian: true));
                writer.WriteUtcTime(since);
                List<X509Extension> extensions = [.. EntryExtensions];
                if (reason != RevocationReason.Unspecified) extensions.Add(new X509Extension("2.5.29.21", [0x0A, 0x01, (byte)reason], false));
                if (issuer is not null) extensions.Add(Part.Sequence("2.5.29.29", true, Part.Directory(issuer)));
                if (extensions.Count == 0) continue;
                using (writer.PushSequence())
                {
                    foreach (var extension in extensions) Write(writer, extension);
                }
            }
        }
    }

    private static void Write(AsnWriter writer, X509Extension extension)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(extension.Oid!.Value!);
            if (extension.Critical) writer.WriteBoolean(true);
            writer.WriteOctetString(extension.RawData);
        }
    }

    private static void Algorithm(AsnWriter writer)
    {
        using (writer.PushSequence()) writer.WriteObjectIdentifier("1.2.840.10045.4.3.2");
    }
}
