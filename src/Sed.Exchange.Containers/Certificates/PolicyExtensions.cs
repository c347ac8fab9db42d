using System.Formats.Asn1;
using System.Numerics;

namespace Sed.Exchange.Containers.Certificates;

/// <summary>The four extensions about policies (RFC 5280 sections 4.2.1.4, .5, .11 and .14).</summary>
internal sealed record PolicyExtensions
{
    /// <summary>anyPolicy.</summary>
    public const string AnyPolicy = "2.5.29.32.0";

    public static PolicyExtensions None { get; } = new();

    /// <summary>certificatePolicies, or null when the extension is absent.</summary>
    public IReadOnlyList<string>? Policies { get; private init; }

    /// <summary>policyMappings: the issuer's policy and the subject's that equals it.</summary>
    public IReadOnlyList<(string Issuer, string Subject)> Mappings { get; private init; } = [];

    /// <summary>requireExplicitPolicy of policyConstraints.</summary>
    public int? RequireExplicit { get; private init; }

    /// <summary>inhibitPolicyMapping of policyConstraints.</summary>
    public int? InhibitMapping { get; private init; }

    /// <summary>inhibitAnyPolicy.</summary>
    public int? InhibitAny { get; private init; }

    /// <summary>Reads them.</summary>
    /// <exception cref="AsnContentException">One is malformed.</exception>
    public static PolicyExtensions Of(Certificate certificate)
    {
        var fields = certificate.Fields;
        var (explicitPolicy, mapping) = Constraints(fields.Find(CertificateExtension.PolicyConstraints));
        return new PolicyExtensions
        {
            Policies = fields.Find(CertificateExtension.CertificatePolicies) is { } policies ? ReadPolicies(policies) : null,
            Mappings = fields.Find(CertificateExtension.PolicyMappings) is { } mappings ? ReadMappings(mappings) : [],
            RequireExplicit = explicitPolicy,
            InhibitMapping = mapping,
            InhibitAny = fields.Find(CertificateExtension.InhibitAnyPolicy) is { } any ? Count(Alone(any, reader => reader.ReadInteger())) : null,
        };
    }

    private static List<string> ReadPolicies(ReadOnlyMemory<byte> value)
    {
        var oids = new List<string>();
        var list = Alone(value, reader => reader.ReadSequence());
        while (list.HasData) oids.Add(list.ReadSequence().ReadObjectIdentifier());
        return oids.Count > 0 ? oids : throw new AsnContentException("The list of policies is empty.");
    }

    private static List<(string Issuer, string Subject)> ReadMappings(ReadOnlyMemory<byte> value)
    {
        var pairs = new List<(string Issuer, string Subject)>();
        var list = Alone(value, reader => reader.ReadSequence());
        while (list.HasData)
        {
            var pair = list.ReadSequence();
            pairs.Add((pair.ReadObjectIdentifier(), pair.ReadObjectIdentifier()));
            pair.ThrowIfNotEmpty();
        }

        return pairs.Count > 0 ? pairs : throw new AsnContentException("The list of mappings is empty.");
    }

    private static (int? Explicit, int? Mapping) Constraints(ReadOnlyMemory<byte>? value)
    {
        if (value is not { } octets) return (null, null);
        var fields = Alone(octets, reader => reader.ReadSequence());
        if (!fields.HasData) throw new AsnContentException("The policy constraints are empty.");
        var explicitPolicy = Skip(fields, 0);
        var mapping = Skip(fields, 1);
        fields.ThrowIfNotEmpty();
        return (explicitPolicy, mapping);
    }

    private static int? Skip(AsnReader fields, int number)
    {
        var tag = new Asn1Tag(TagClass.ContextSpecific, number);
        return fields.HasData && fields.PeekTag() == tag ? Count(fields.ReadInteger(tag)) : null;
    }

    private static int Count(BigInteger number) =>
        number.Sign < 0 ? throw new AsnContentException("A count of certificates is negative.") : (int)BigInteger.Min(number, int.MaxValue);

    private static T Alone<T>(ReadOnlyMemory<byte> value, Func<AsnReader, T> read)
    {
        var reader = new AsnReader(value, AsnEncodingRules.BER);
        var result = read(reader);
        reader.ThrowIfNotEmpty();
        return result;
    }
}
