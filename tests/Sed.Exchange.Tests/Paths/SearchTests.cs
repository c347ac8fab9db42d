using System.Diagnostics;
using System.Security.Cryptography;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Foreign;
using Sed.Exchange.Containers.Paths;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Tests.Paths;

/// <summary>The search for a path: what it finds, and that it ends.</summary>
public class SearchTests
{
    [Fact]
    public void A_cycle_of_authorities_ends()
    {
        var root = Mint.Root();
        var (one, two) = (ECDsa.Create(ECCurve.NamedCurves.nistP256), ECDsa.Create(ECCurve.NamedCurves.nistP256));
        var first = Mint.Issue(null, "CN=One", [Part.Authority()], key: one);
        var second = Mint.Issue(first, "CN=Two", [Part.Authority()], key: two);
        var back = Mint.Issue(second, "CN=One", [Part.Authority()], key: one);

        Assert.Equal("Indeterminate PATH_NOT_FOUND", Mint.Ask(Mint.Issue(second, "CN=End", []), [second, back], root).Told());
    }

    [Theory]
    [InlineData("secp256k1", "1.3.132.0.10")]
    [InlineData("brainpoolP256r1", "1.3.36.3.3.2.8.1.1.7")]
    public void A_key_on_a_curve_that_is_not_judged_is_named_and_passes_nothing(string curve, string oid)
    {
        var key = ECDsa.Create(ECCurve.CreateFromFriendlyName(curve));
        var root = Mint.Issue(null, "CN=Root", [Part.Authority()], key: key);
        var path = Mint.Ask(Mint.Issue(root, "CN=End", []), [], root);

        Assert.Equal("Indeterminate ALGORITHM_UNSUPPORTED", path.Told());
        Assert.Equal($"ecdsa-sha256 on {oid}", Assert.Single(path.Findings).Seen);
        Assert.Null(RawSignature.Verify("ecdsa-sha256", key.ExportSubjectPublicKeyInfo(), "x"u8, key.SignData("x"u8, HashAlgorithmName.SHA256), isFixed: true));
    }

    [Fact]
    public void A_signature_that_is_no_whole_number_of_octets_is_nobodys_and_the_key_is_still_known()
    {
        var root = Mint.Root();
        var end = Mint.Issue(root, "CN=End", []);
        var der = end.Platform.RawData;
        // The BIT STRING of the signature is the last field: its first octet counts the bits that are not used.
        der[der.AsSpan().LastIndexOf(new byte[] { 0x00, 0x30 })] = 1;
        var odd = Certificate.Parse(der)!;

        Assert.Equal(end.Certificate.PublicKeyPin, odd.PublicKeyPin);
        Assert.Equal("Failed PATH_SIGNATURE_WRONG", CertificatePath.Build(odd, Mint.Question([], root)).Told());
    }

    // Every authority is certified by every other: the number of ways is factorial, the number of signatures quadratic.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_thicket_of_authorities_ends_soon(bool isSameName)
    {
        var root = Mint.Root();
        var keys = Enumerable.Range(0, 14).Select(_ => ECDsa.Create(ECCurve.NamedCurves.nistP256)).ToList();
        string Name(int number) => isSameName ? "CN=CA" : $"CN=CA {number}";
        var roots = keys.Select((key, number) => Mint.Issue(null, Name(number), [Part.Authority()], key: key)).ToList();
        var thicket = roots.SelectMany(issuer => keys.Select((key, number) => Mint.Issue(issuer, Name(number), [Part.Authority()], key: key))).ToList();
        var end = Mint.Issue(roots[0], "CN=End", []);
        var clock = Stopwatch.StartNew();

        var path = Mint.Ask(end, thicket, root);

        Assert.Equal("Indeterminate", path.Result.ToString());
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"{clock.Elapsed}");
    }

    [Fact]
    public void A_way_out_of_a_thicket_is_found_whatever_the_order()
    {
        var root = Mint.Root();
        var ca = Mint.Authority(root, "CN=CA");
        var expired = Mint.Issue(root, "CN=CA", [Part.Authority()], key: ca.Key, to: Mint.Noon.AddDays(-1));
        var other = Mint.Issue(Mint.Root("CN=Elsewhere"), "CN=CA", [Part.Authority()], key: ca.Key);
        var end = Mint.Issue(ca, "CN=End", []);

        Assert.Equal("Passed", Mint.Ask(end, [expired, other, ca], root).Told());
        Assert.Equal("Passed", Mint.Ask(end, [ca, other, expired], root).Told());
        Assert.Equal("Failed CERTIFICATE_EXPIRED", Mint.Ask(end, [other, expired], root).Told());
    }

    [Theory]
    [InlineData(null, "Passed")]
    [InlineData(1, "Passed")]
    [InlineData(0, "Failed PATH_TOO_LONG")]
    public void Intermediates_are_counted_without_the_self_issued(int? most, string told)
    {
        var root = Mint.Root();
        var ca = Mint.Authority(root, "CN=CA");
        var again = Mint.Authority(ca, "CN=CA");
        var end = Mint.Issue(again, "CN=End", []);

        Assert.Equal(told, Mint.Ask(end, [ca, again], root, new PathPolicy { MaxIntermediates = most }).Told());
    }

    [Fact]
    public void An_authority_restricted_to_other_usages_certifies_none_of_this()
    {
        const string server = "1.3.6.1.5.5.7.3.1", client = "1.3.6.1.5.5.7.3.2";
        var root = Mint.Root();
        var ca = Mint.Authority(root, "CN=CA", Part.ExtendedUsage(client));
        var open = Mint.Authority(root, "CN=Open");
        var asked = new PathPolicy { Usages = [server] };

        Assert.Equal("Failed PATH_EXTENDED_USAGE", Mint.Ask(Mint.Issue(ca, "CN=End", [Part.ExtendedUsage(server)]), [ca], root, asked).Told());
        Assert.Equal("Failed PATH_EXTENDED_USAGE", Mint.Ask(Mint.Issue(open, "CN=End", [Part.ExtendedUsage(client)]), [open], root, asked).Told());
        Assert.Equal("Passed", Mint.Ask(Mint.Issue(open, "CN=End", [Part.ExtendedUsage("2.5.29.37.0")]), [open], root, asked).Told());
        Assert.Equal("Passed", Mint.Ask(Mint.Issue(open, "CN=End", []), [open], root, asked).Told());
        Assert.Equal("Passed", Mint.Ask(Mint.Issue(ca, "CN=End", []), [ca], root).Told());
    }

    [Fact]
    public void What_is_critical_and_unknown_or_malformed_fails_wherever_it_stands()
    {
        var unknown = Part.Raw("1.2.3.4.5", true, writer => writer.WriteNull());
        var odd = Part.Raw("2.5.29.36", true, writer => writer.WriteNull());
        var root = Mint.Root();

        Assert.Equal("Failed PATH_CRITICAL_EXTENSION", Mint.Ask(Mint.Issue(root, "CN=End", [unknown]), [], root).Told());
        Assert.Equal("Failed PATH_EXTENSION_MALFORMED", Mint.Ask(Mint.Issue(root, "CN=End", [odd]), [], root).Told());
        var ca = Mint.Authority(root, "CN=CA", unknown);
        Assert.Equal("Failed PATH_CRITICAL_EXTENSION", Mint.Ask(Mint.Issue(ca, "CN=End", []), [ca], root).Told());
        var strange = Mint.Root("CN=Root", unknown);
        Assert.Equal("Failed PATH_CRITICAL_EXTENSION", Mint.Ask(Mint.Issue(strange, "CN=End", []), [], strange).Told());
    }

    // Every octet counts: what was changed in a certificate of the path is never passed, and never throws.
    [Fact]
    public void A_changed_octet_is_never_passed()
    {
        var root = Mint.Root();
        var ca = Mint.Authority(root, "CN=CA, O=Ours", Part.Policies("1.2.3"), Part.Constraints(permitted: [Part.Dns("example.com"), Part.Directory("O=Ours")]), Part.PolicyConstraints(0, 0));
        var end = Mint.Issue(ca, "CN=End, O=Ours", [Part.Policies("1.2.3"), Part.Names(Part.Dns("a.example.com"), Part.Mail("a@example.com"), Part.Address("192.0.2.1"))]);
        var random = new Random(11);
        Assert.Equal("Passed", Mint.Ask(end, [ca], root).Told());
        for (var round = 0; round < 3000; round++)
        {
            var isLeaf = random.Next(2) == 0;
            var octets = (byte[])(isLeaf ? end : ca).Platform.RawData.Clone();
            octets[random.Next(octets.Length)] ^= (byte)random.Next(1, 256);
            if (Certificate.Parse(octets) is not { } changed) continue;
            var question = Mint.Question(isLeaf ? [ca] : [], root, new PathPolicy { Profile = (CertificateProfile)random.Next(3), PeerName = "a.example.com" });
            var path = CertificatePath.Build(isLeaf ? changed : end.Certificate, question with { Candidates = isLeaf ? question.Candidates : [changed] });
            Assert.NotEqual(VerdictResult.Passed, path.Result);
        }
    }
}
