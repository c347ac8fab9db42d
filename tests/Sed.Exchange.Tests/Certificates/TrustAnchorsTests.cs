using System.Text;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Tests.Pki;

namespace Sed.Exchange.Tests.Certificates;

public class TrustAnchorsTests
{
    private static readonly Certificate Root = Authorities.Root(Suite.Gost256).Certificate;

    private static readonly Certificate Issued = Authorities.Seal(Suite.Gost256).Certificate;

    [Fact]
    public void Self_signed_certificates_become_anchors_and_others_intermediates()
    {
        var read = TrustAnchors.Read(Encoding.ASCII.GetBytes(Root.ToPem() + "\nсвязка\n" + Issued.ToPem() + Root.ToPem()))!;
        Assert.Equal([Root], read.Anchors);
        Assert.Equal([Issued], read.Intermediates);
        Assert.Equal([Root], TrustAnchors.Read(Root.Der)!.Anchors);
    }

    [Fact]
    public void A_PKCS7_bundle_is_read_too()
    {
        var cms = Cades.Sign(Authorities.SealKey(Suite.Gost256), Suite.Gost256.Digest("content"u8), Authorities.Noon);
        Assert.Equal([Issued], TrustAnchors.Read(cms)!.Intermediates);
    }

    [Fact]
    public void A_file_with_nothing_or_something_malformed_is_refused_as_a_whole()
    {
        Assert.Null(TrustAnchors.Read([]));
        Assert.Null(TrustAnchors.Read("readme"u8));
        Assert.Null(TrustAnchors.Read([0x30, 0x00]));
        Assert.Null(TrustAnchors.Read(Encoding.ASCII.GetBytes(Root.ToPem() + "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n")));
    }

    [Fact]
    public void Files_are_merged_without_repetition()
    {
        var merged = TrustAnchors.Merge([TrustAnchors.Read(Root.Der)!, TrustAnchors.Read(Root.Der)!, TrustAnchors.Read(Issued.Der)!]);
        Assert.Equal([Root], merged.Anchors);
        Assert.Equal([Issued], merged.Intermediates);
    }
}
