using CsCheck;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Tests.Paths;

namespace Sed.Exchange.Tests.Properties;

/// <summary>Whatever is certified: it is read as it was written, and with one bit changed no path leads to it.</summary>
public sealed class CertificatePropertyTests
{
    private static readonly Minted Root = Mint.Root();

    private static readonly Gen<string> Text = Gen.OneOf<char>(Gen.Char['a', 'z'], Gen.Char['А', 'я'], Gen.Char['0', '9']).Array[1, 40].Select(letters => new string(letters));

    [Fact]
    public void A_certificate_is_read_as_it_was_written_and_with_one_bit_changed_it_is_nobodys() => Gen.Select(Text, Text, Gen.Int[1, int.MaxValue], Gen.Int[0, int.MaxValue], Gen.Int[0, 7]).Sample(
        (common, organisation, serial, place, bit) =>
        {
            var minted = Mint.Issue(Root, $"CN={common}, O={organisation}", [Part.Names(Part.Dns("a.example.org"))], serial: serial);
            var certificate = minted.Certificate;
            Assert.Equal((common, organisation), (certificate.CommonName, certificate.Organisation));
            Assert.Equal(serial, certificate.SerialNumber);
            Assert.Equal(VerdictResult.Passed, Mint.Ask(minted, [], Root).Result);

            // TBSCertificate: everything that the issuer signed.
            var changed = certificate.Der.ToArray();
            var covered = certificate.Fields.ToBeSigned;
            changed[changed.AsSpan().IndexOf(covered.Span) + (place % covered.Length)] ^= (byte)(1 << bit);
            if (Certificate.Parse(changed) is { } other)
                Assert.NotEqual(VerdictResult.Passed, CertificatePath.Build(other, Mint.Question([], Root)).Result);
        },
        iter: 150,
        threads: 1);
}
