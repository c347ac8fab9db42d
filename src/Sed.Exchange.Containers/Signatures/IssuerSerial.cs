using System.Formats.Asn1;
using System.Numerics;
using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Containers.Signatures;

/// <summary>IssuerSerial (RFC 5035 section 5): which certificate, by its issuer's name and its serial number.</summary>
/// <param name="Issuer">The issuer, or null when it is not written as a directoryName.</param>
/// <param name="Serial">The serial number.</param>
internal sealed record IssuerSerial(DistinguishedName? Issuer, BigInteger Serial)
{
    private static readonly Asn1Tag DirectoryName = new(TagClass.ContextSpecific, 4, isConstructed: true);

    public static IssuerSerial Read(AsnReader reader)
    {
        var value = reader.ReadSequence();
        var names = value.ReadSequence();
        var issuer = names.PeekTag() == DirectoryName ? DistinguishedName.Read(names.ReadSequence(DirectoryName).ReadEncodedValue()) : null;
        var serial = value.ReadInteger();
        return new IssuerSerial(issuer, serial);
    }

    public static void Write(AsnWriter writer, Certificate certificate)
    {
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            using (writer.PushSequence(DirectoryName))
            {
                writer.WriteEncodedValue(certificate.Fields.Issuer.Der.Span);
            }

            writer.WriteInteger(certificate.Fields.Serial.Span);
        }
    }

    /// <summary>True when it names this certificate.</summary>
    public bool Names(Certificate certificate) =>
        certificate.SerialNumber == Serial && (Issuer is null || certificate.Fields.Issuer.Equals(Issuer));
}
