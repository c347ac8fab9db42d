using System.Security.Cryptography.X509Certificates;
using Sed.Exchange.Containers.Paths;
using Sed.Exchange.Containers.Revocation;

namespace Sed.Exchange.Tests.Paths;

/// <summary>OCSP answers (RFC 6960).</summary>
public class OcspTests
{
    private const string Signing = "1.3.6.1.5.5.7.3.9", NoCheck = "1.3.6.1.5.5.7.48.1.5";
    private const string Unknown = "Indeterminate REVOCATION_UNKNOWN";

    private static readonly PathPolicy Required = new() { Revocation = RevocationDemand.Required };

    private readonly Minted _root = Mint.Root();
    private readonly Minted _end;
    private readonly MintedAnswer _answer;

    public OcspTests()
    {
        _end = Mint.Issue(_root, "CN=End", []);
        _answer = new MintedAnswer { Signer = _root, Issuer = _root, About = _end };
    }

    [Theory]
    [InlineData(0, "Passed")]
    [InlineData(1, "Failed REVOKED")]
    [InlineData(2, Unknown)]
    public void An_answer_of_the_issuer_itself_counts(int status, string told)
    {
        Assert.Equal(told, Told(_answer with { Status = status }));
        Assert.Equal(told, Told(_answer with { Status = status, IsByKey = true, HasSigner = false }));
    }

    [Fact]
    public void An_answer_about_another_certificate_tells_nothing()
    {
        Assert.Equal(Unknown, Told(_answer with { About = Mint.Issue(_root, "CN=Other", []) }));
        Assert.Equal(Unknown, Told(_answer with { Issuer = Mint.Root() }));
    }

    [Theory]
    [InlineData(-5, -1, Unknown)]
    [InlineData(1, 5, Unknown)]
    [InlineData(-5, 0, "Passed")]
    [InlineData(0, null, "Passed")]
    [InlineData(-1, null, Unknown)]
    public void An_answer_counts_in_its_time(int from, int? to, string told) =>
        Assert.Equal(told, Told(_answer with { ThisUpdate = Mint.Noon.AddHours(from), NextUpdate = to is { } hours ? Mint.Noon.AddHours(hours) : null }));

    [Fact]
    public void A_stale_answer_still_tells_of_revocation() =>
        Assert.Equal("Failed REVOKED", Told(_answer with { Status = 1, ThisUpdate = Mint.Noon.AddDays(-3), NextUpdate = Mint.Noon.AddDays(-2) }));

    [Fact]
    public void A_responder_needs_to_be_empowered_by_the_issuer_itself()
    {
        var other = Mint.Root("CN=Elsewhere");
        Assert.Equal("Passed", Told(_answer with { Signer = Responder(Part.ExtendedUsage(Signing), Empty(NoCheck)) }));
        Assert.Equal(Unknown, Told(_answer with { Signer = Responder(Empty(NoCheck)) }));
        Assert.Equal(Unknown, Told(_answer with { Signer = Responder(Part.ExtendedUsage("2.5.29.37.0"), Empty(NoCheck)) }));
        Assert.Equal(Unknown, Told(_answer with { Signer = Responder(Part.ExtendedUsage(Signing), Empty(NoCheck), Part.Usage(X509KeyUsageFlags.KeyEncipherment)) }));
        Assert.Equal(Unknown, Told(_answer with { Signer = Mint.Issue(other, "CN=Responder", [Part.ExtendedUsage(Signing), Empty(NoCheck)]) }));
        Assert.Equal(Unknown, Told(_answer with { Signer = Mint.Issue(_root, "CN=Responder", [Part.ExtendedUsage(Signing), Empty(NoCheck)], to: Mint.Noon.AddDays(-1)) }));

        var sub = Mint.Authority(_root, "CN=Sub");
        Assert.Equal(Unknown, Told(_answer with { Signer = Mint.Issue(sub, "CN=Responder", [Part.ExtendedUsage(Signing), Empty(NoCheck)]) }, sub));
    }

    [Fact]
    public void A_responder_that_may_be_revoked_must_not_be()
    {
        var responder = Responder(Part.ExtendedUsage(Signing));
        var answer = _answer with { Signer = responder };
        var list = new MintedList { Signer = _root, Point = writer => Part.PointName(writer, Part.Directory("CN=Part")) };
        var listed = Mint.Issue(_root, "CN=Responder", [Part.ExtendedUsage(Signing), Part.Points(Part.Point(Part.Directory("CN=Part")))]);

        Assert.Equal(Unknown, Told(answer));
        Assert.Equal("Passed", Mint.Ask(_end, [], _root, Required, (_answer with { Signer = listed }).Material, list.Material).Told());
        Assert.Equal(Unknown, Mint.Ask(_end, [], _root, Required, (_answer with { Signer = listed }).Material, list.With(listed).Material).Told());
    }

    [Fact]
    public void What_is_critical_and_unknown_makes_an_answer_unusable() => Assert.Equal(Unknown, Told(_answer with { HasUnknownCritical = true }));

    [Fact]
    public void Revocation_told_by_either_source_counts()
    {
        var list = new MintedList { Signer = _root };
        Assert.Equal("Failed REVOKED", Mint.Ask(_end, [], _root, Required, _answer.Material, list.With(_end).Material).Told());
        Assert.Equal("Failed REVOKED", Mint.Ask(_end, [], _root, Required, (_answer with { Status = 1 }).Material, list.Material).Told());
        // A hold that is older than the newest word is over.
        Assert.Equal("Passed", Mint.Ask(_end, [], _root, Required, _answer.Material, list.With(_end, RevocationReason.CertificateHold).Material).Told());
    }

    [Fact]
    public void Every_change_of_an_answer_is_noticed()
    {
        var octets = _answer.Encode();
        for (var index = 0; index < octets.Length; index++)
        {
            var changed = (byte[])octets.Clone();
            changed[index] ^= 0x40;
            if (OcspAnswer.Parse(changed) is not { } answer) continue;
            var told = Mint.Ask(_end, [], _root, Required, new RevocationMaterial([], [answer])).Told();
            // The certificate that came with it may change: the issuer is known without.
            if (told == "Passed") Assert.True(index > octets.Length - _root.Platform.RawData.Length - 8 || index < 40, $"octet {index} of {octets.Length}");
        }
    }

    private string Told(MintedAnswer answer, params Minted[] others) => Mint.Ask(_end, others, _root, Required, answer.Material).Told();

    private Minted Responder(params X509Extension[] extensions) => Mint.Issue(_root, "CN=Responder", extensions);

    private static X509Extension Empty(string oid) => Part.Raw(oid, false, writer => writer.WriteNull());
}
