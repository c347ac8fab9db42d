using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Sed.Exchange.Tests.Paths;

/// <summary>Extensions and names of certificates, written by hand.</summary>
internal static class Part
{
    public static X509Extension Authority(int? pathLength = null) => new X509BasicConstraintsExtension(true, pathLength is not null, pathLength ?? 0, critical: true);

    public static X509Extension Usage(X509KeyUsageFlags flags) => new X509KeyUsageExtension(flags, critical: true);

    public static X509Extension ExtendedUsage(params string[] oids) => Sequence("2.5.29.37", false, writer => Array.ForEach(oids, oid => writer.WriteObjectIdentifier(oid)));

    public static X509Extension Policies(params string[] oids) => Sequence("2.5.29.32", false, writer => Array.ForEach(oids, oid =>
    {
        using (writer.PushSequence()) writer.WriteObjectIdentifier(oid);
    }));

    public static X509Extension Mappings(params (string Issuer, string Subject)[] pairs) => Sequence("2.5.29.33", true, writer => Array.ForEach(pairs, pair =>
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(pair.Issuer);
            writer.WriteObjectIdentifier(pair.Subject);
        }
    }));

    public static X509Extension PolicyConstraints(int? requireExplicit = null, int? inhibitMapping = null) => Sequence("2.5.29.36", true, writer =>
    {
        if (requireExplicit is { } one) writer.WriteInteger(one, Context(0));
        if (inhibitMapping is { } two) writer.WriteInteger(two, Context(1));
    });

    public static X509Extension InhibitAny(int skip) => Raw("2.5.29.54", true, writer => writer.WriteInteger(skip));

    public static X509Extension Constraints(Action<AsnWriter>[]? permitted = null, Action<AsnWriter>[]? excluded = null) => Sequence("2.5.29.30", true, writer =>
    {
        Subtrees(writer, 0, permitted);
        Subtrees(writer, 1, excluded);
    });

    public static X509Extension Names(params Action<AsnWriter>[] names) => Sequence("2.5.29.17", false, writer => Array.ForEach(names, name => name(writer)));

    /// <summary>cRLDistributionPoints.</summary>
    public static X509Extension Points(params Action<AsnWriter>[] points) => Sequence("2.5.29.31", false, writer => Array.ForEach(points, point => point(writer)));

    /// <summary>One point.</summary>
    public static Action<AsnWriter> Point(Action<AsnWriter>? name = null, int? reasons = null, Action<AsnWriter>? issuer = null) => writer =>
    {
        using (writer.PushSequence())
        {
            if (name is not null) PointName(writer, name);
            if (reasons is { } mask) Reasons(writer, mask, 1);
            if (issuer is null) return;
            using (writer.PushSequence(Context(2))) issuer(writer);
        }
    };

    public static void PointName(AsnWriter writer, Action<AsnWriter> name)
    {
        using (writer.PushSequence(Context(0)))
        using (writer.PushSequence(Context(0)))
        {
            name(writer);
        }
    }

    /// <summary>ReasonFlags of a mask of bit numbers.</summary>
    public static void Reasons(AsnWriter writer, int mask, int tag)
    {
        var bits = new byte[2];
        for (var bit = 0; bit <= 8; bit++)
        {
            if ((mask >> bit & 1) != 0) bits[bit / 8] |= (byte)(0x80 >> bit % 8);
        }

        writer.WriteBitString(bits, 7, Context(tag));
    }

    public static Action<AsnWriter> Dns(string name) => writer => writer.WriteCharacterString(UniversalTagNumber.IA5String, name, Context(2));

    public static Action<AsnWriter> Mail(string name) => writer => writer.WriteCharacterString(UniversalTagNumber.IA5String, name, Context(1));

    public static Action<AsnWriter> Address(string text) => writer => writer.WriteOctetString(
        [.. text.Split('/').SelectMany(part => IPAddress.Parse(part).GetAddressBytes())], Context(7));

    public static Action<AsnWriter> Uri(string name) => writer => writer.WriteCharacterString(UniversalTagNumber.IA5String, name, Context(6));

    public static Action<AsnWriter> Directory(string name) => writer =>
    {
        using (writer.PushSequence(Context(4))) writer.WriteEncodedValue(new X500DistinguishedName(name).RawData);
    };

    public static Action<AsnWriter> Other(string oid) => writer =>
    {
        using (writer.PushSequence(Context(0)))
        {
            writer.WriteObjectIdentifier(oid);
            using (writer.PushSequence(Context(0))) writer.WriteCharacterString(UniversalTagNumber.UTF8String, "x");
        }
    };

    public static X509Extension Raw(string oid, bool critical, Action<AsnWriter> write)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        write(writer);
        return new X509Extension(oid, writer.Encode(), critical);
    }

    public static X509Extension Sequence(string oid, bool critical, Action<AsnWriter> write) => Raw(oid, critical, writer =>
    {
        using (writer.PushSequence()) write(writer);
    });

    public static Asn1Tag Context(int number) => new(TagClass.ContextSpecific, number);

    private static void Subtrees(AsnWriter writer, int tag, Action<AsnWriter>[]? names)
    {
        if (names is null) return;
        using (writer.PushSequence(Context(tag)))
        {
            foreach (var name in names)
            {
                using (writer.PushSequence()) name(writer);
            }
        }
    }
}
