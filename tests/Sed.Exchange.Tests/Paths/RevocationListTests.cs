using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Paths;
using Sed.Exchange.Containers.Revocation;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Tests.Paths;

/// <summary>Revocation lists (RFC 5280 sections 5 and 6.3), as NIST PKITS examines them in sections 4.4, 4.5, 4.14 and 4.15.</summary>
public class RevocationListTests
{
    private const int SomeReasons = 1 << 1 | 1 << 2, OtherReasons = 0x1FE & ~SomeReasons;

    private static readonly PathPolicy Required = new() { Revocation = RevocationDemand.Required };

    private readonly Minted _root = Mint.Root();
    private readonly Minted _ca;
    private readonly RevocationMaterial _rootList;

    public RevocationListTests()
    {
        _ca = Mint.Authority(_root, "CN=CA");
        _rootList = new MintedList { Signer = _root }.Material;
    }

    [Fact]
    public void A_certificate_that_no_list_names_is_good()
    {
        var end = Mint.Issue(_ca, "CN=End", []);

        var path = Mint.Ask(end, [_ca], _root, Required, _rootList, new MintedList { Signer = _ca }.Material);

        Assert.Equal("Passed", path.Told());
        Assert.Contains(path.Findings, finding => finding is { Code: FindingCodes.RevocationGood, Stage: VerdictStage.Revocation });
    }

    [Fact]
    public void A_certificate_that_a_list_names_is_revoked()
    {
        var end = Mint.Issue(_ca, "CN=End", []);

        var path = Mint.Ask(end, [_ca], _root, Required, _rootList, new MintedList { Signer = _ca }.With(end).Material);

        Assert.Equal(("Failed REVOKED", "REVOKED"), (path.Told(), path.SubIndication));
        Assert.Contains("keyCompromise since 2026-05-02", path.Findings.Single(finding => finding.Code == FindingCodes.Revoked).Seen, StringComparison.Ordinal);
    }

    [Fact]
    public void A_revoked_authority_takes_everything_with_it()
    {
        var end = Mint.Issue(_ca, "CN=End", []);

        var path = Mint.Ask(end, [_ca], _root, Required, new MintedList { Signer = _root }.With(_ca).Material, new MintedList { Signer = _ca }.Material);

        Assert.Equal(("Failed REVOKED", "REVOKED_CA_NO_POE"), (path.Told(), path.SubIndication));
    }

    [Fact]
    public void Not_knowing_is_what_the_policy_makes_of_it()
    {
        var end = Mint.Issue(_ca, "CN=End", []);

        Assert.Equal("Indeterminate REVOCATION_UNKNOWN", Mint.Ask(end, [_ca], _root, Required, _rootList).Told());
        var graded = Mint.Ask(end, [_ca], _root, new PathPolicy { Revocation = RevocationDemand.WhereKnown });
        Assert.Equal("Passed", graded.Told());
        Assert.Contains(graded.Findings, finding => finding is { Code: FindingCodes.RevocationUnknown, Result: VerdictResult.NotChecked });
        Assert.DoesNotContain(Mint.Ask(end, [_ca], _root).Findings, finding => finding.Stage == VerdictStage.Revocation);
        Assert.Equal("Failed REVOKED", Mint.Ask(end, [_ca], _root, new PathPolicy { Revocation = RevocationDemand.WhereKnown }, new MintedList { Signer = _ca }.With(end).Material).Told());
    }

    [Theory]
    [InlineData(-10, -1, "Indeterminate")]
    [InlineData(1, 10, "Indeterminate")]
    [InlineData(-10, 0, "Passed")]
    public void A_list_counts_in_its_time(int from, int to, string result)
    {
        var end = Mint.Issue(_ca, "CN=End", []);
        var list = new MintedList { Signer = _ca, ThisUpdate = Mint.Noon.AddDays(from), NextUpdate = Mint.Noon.AddDays(to) };

        Assert.Equal(result, Mint.Ask(end, [_ca], _root, Required, _rootList, list.Material).Result.ToString());
    }

    [Fact]
    public void A_stale_list_still_tells_of_what_is_for_ever_and_not_of_a_hold()
    {
        var end = Mint.Issue(_ca, "CN=End", []);
        var stale = new MintedList { Signer = _ca, ThisUpdate = Mint.Noon.AddDays(-10), NextUpdate = Mint.Noon.AddDays(-5) };

        Assert.Equal("Failed REVOKED", Mint.Ask(end, [_ca], _root, Required, _rootList, stale.With(end).Material).Told());
        Assert.Equal("Indeterminate REVOCATION_UNKNOWN", Mint.Ask(end, [_ca], _root, Required, _rootList, stale.With(end, RevocationReason.CertificateHold).Material).Told());
    }

    [Fact]
    public void A_hold_counts_until_a_newer_list_has_it_no_more()
    {
        var end = Mint.Issue(_ca, "CN=End", []);
        var hold = new MintedList { Signer = _ca, Number = 1, ThisUpdate = Mint.Noon.AddDays(-3) }.With(end, RevocationReason.CertificateHold);
        var newer = new MintedList { Signer = _ca, Number = 2 };

        Assert.Equal("Failed REVOKED", Mint.Ask(end, [_ca], _root, Required, _rootList, hold.Material).Told());
        Assert.Equal("Passed", Mint.Ask(end, [_ca], _root, Required, _rootList, hold.Material, newer.Material).Told());
    }

    [Fact]
    public void What_was_revoked_after_the_proven_time_was_in_force_at_it()
    {
        var end = Mint.Issue(_ca, "CN=End", []);
        var later = new MintedList { Signer = _ca, ThisUpdate = Mint.Noon.AddDays(20), NextUpdate = Mint.Noon.AddDays(30) };
        var rootLater = new MintedList { Signer = _root, ThisUpdate = Mint.Noon.AddDays(20), NextUpdate = Mint.Noon.AddDays(30) };
        PathRequest Question(MintedList list) => Mint.Question([_ca], _root, Required, rootLater.Material, list.Material) with { AskedAt = Mint.Noon.AddDays(25) };

        var path = CertificatePath.Build(end.Certificate, Question(later.With(end, since: Mint.Noon.AddDays(10))));

        Assert.Equal("Passed", path.Told());
        Assert.Contains(path.Findings, finding => finding.Code == FindingCodes.RevokedLater);
        Assert.Equal("Failed REVOKED", CertificatePath.Build(end.Certificate, Question(later.With(end, since: Mint.Noon.AddDays(-10)))).Told());
    }

    [Fact]
    public void A_list_younger_than_an_expired_certificate_may_have_dropped_it()
    {
        var end = Mint.Issue(_ca, "CN=End", [], to: Mint.Noon.AddDays(5));
        var later = new MintedList { Signer = _ca, ThisUpdate = Mint.Noon.AddDays(20), NextUpdate = Mint.Noon.AddDays(30) };
        var rootLater = new MintedList { Signer = _root, ThisUpdate = Mint.Noon.AddDays(20), NextUpdate = Mint.Noon.AddDays(30) };
        var keeping = later with { Extensions = [Part.Raw("2.5.29.60", false, writer => writer.WriteGeneralizedTime(Mint.Noon.AddYears(-1), omitFractionalSeconds: true))] };
        PathRequest Question(MintedList list) => Mint.Question([_ca], _root, Required, rootLater.Material, list.Material) with { AskedAt = Mint.Noon.AddDays(25) };

        Assert.Equal("Indeterminate REVOCATION_UNKNOWN", CertificatePath.Build(end.Certificate, Question(later)).Told());
        Assert.Equal("Passed", CertificatePath.Build(end.Certificate, Question(keeping)).Told());
    }

    [Fact]
    public void Only_the_issuers_own_key_signs_and_only_if_it_may()
    {
        var end = Mint.Issue(_ca, "CN=End", []);
        var stranger = Mint.Root("CN=CA");
        var bound = Mint.Authority(_root, "CN=Bound", Part.Usage(X509KeyUsageFlags.KeyCertSign));

        Assert.Equal("Indeterminate REVOCATION_UNKNOWN", Mint.Ask(end, [_ca, stranger], _root, Required, _rootList, new MintedList { Signer = stranger }.Material).Told());
        Assert.Equal("Indeterminate REVOCATION_UNKNOWN", Mint.Ask(Mint.Issue(bound, "CN=End", []), [bound], _root, Required, _rootList, new MintedList { Signer = bound }.Material).Told());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_critical_and_unknown_makes_a_list_unusable(bool isEntry)
    {
        var end = Mint.Issue(_ca, "CN=End", []);
        var unknown = Part.Raw("2.16.840.1.101.2.1.12.2", true, writer => writer.WriteNull());
        var list = isEntry
            ? new MintedList { Signer = _ca, EntryExtensions = [unknown] }.With(Mint.Issue(_ca, "CN=Other", []))
            : new MintedList { Signer = _ca, Extensions = [unknown] };

        Assert.Equal("Indeterminate REVOCATION_UNKNOWN", Mint.Ask(end, [_ca], _root, Required, _rootList, list.Material).Told());
    }

    // PKITS 4.5: a new key, and a key for lists alone, certified by the authority itself.
    [Fact]
    public void A_key_for_lists_that_the_authority_certified_for_itself_signs()
    {
        var signer = Mint.Issue(_ca, "CN=CA", [Part.Usage(X509KeyUsageFlags.CrlSign), Part.Points(Part.Point(Part.Directory("CN=Own list")))]);
        var end = Mint.Issue(_ca, "CN=End", []);
        var own = new MintedList { Signer = _ca, Point = writer => Part.PointName(writer, Part.Directory("CN=Own list")) };
        var list = new MintedList { Signer = signer };

        Assert.Equal("Passed", Mint.Ask(end, [_ca, signer], _root, Required, _rootList, own.Material, list.Material).Told());
        Assert.Equal("Failed REVOKED", Mint.Ask(end, [_ca, signer], _root, Required, _rootList, own.Material, list.With(end).Material).Told());
        Assert.Equal("Indeterminate REVOCATION_UNKNOWN", Mint.Ask(end, [_ca, signer], _root, Required, _rootList, own.With(signer).Material, list.Material).Told());
        Assert.NotEqual("Passed", Mint.Ask(Mint.Issue(signer, "CN=End", []), [_ca, signer], _root, Required, _rootList, own.Material, list.Material).Told());
    }

    [Theory]
    [InlineData("CN=Part", "CN=Part", "Passed")]
    [InlineData("CN=Part", "CN=Other part", "Indeterminate REVOCATION_UNKNOWN")]
    [InlineData(null, "CN=Part", "Indeterminate REVOCATION_UNKNOWN")]
    [InlineData("CN=Part", null, "Passed")]
    public void Parts_of_a_list_fit_by_their_names(string? inCertificate, string? inList, string told)
    {
        var end = Mint.Issue(_ca, "CN=End", inCertificate is null ? [] : [Part.Points(Part.Point(Part.Directory(inCertificate)))]);
        var list = new MintedList { Signer = _ca, Point = inList is null ? null : writer => Part.PointName(writer, Part.Directory(inList)) };

        Assert.Equal(told, Mint.Ask(end, [_ca], _root, Required, _rootList, list.Material).Told());
    }

    [Fact]
    public void A_relative_name_is_below_the_issuer()
    {
        static void Relative(AsnWriter writer)
        {
            using (writer.PushSequence(Part.Context(0)))
            using (writer.PushSetOf(Part.Context(1)))
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier("2.5.4.3");
                writer.WriteCharacterString(UniversalTagNumber.PrintableString, "Part");
            }
        }

        var end = Mint.Issue(_ca, "CN=End", [Part.Points(writer => { using (writer.PushSequence()) Relative(writer); })]);

        Assert.Equal("Passed", Mint.Ask(end, [_ca], _root, Required, _rootList, new MintedList { Signer = _ca, Point = Relative }.Material).Told());
        Assert.Equal("Passed", Mint.Ask(end, [_ca], _root, Required, _rootList, new MintedList { Signer = _ca, Point = writer => Part.PointName(writer, Part.Directory("CN=Part, CN=CA")) }.Material).Told());
        Assert.Equal("Indeterminate REVOCATION_UNKNOWN", Mint.Ask(end, [_ca], _root, Required, _rootList, new MintedList { Signer = _ca, Point = writer => Part.PointName(writer, Part.Directory("CN=Part, CN=Else")) }.Material).Told());
    }

    [Theory]
    [InlineData(1, false, "Passed")]
    [InlineData(1, true, "Indeterminate REVOCATION_UNKNOWN")]
    [InlineData(2, true, "Passed")]
    [InlineData(2, false, "Indeterminate REVOCATION_UNKNOWN")]
    [InlineData(5, false, "Indeterminate REVOCATION_UNKNOWN")]
    public void A_list_for_users_or_for_authorities_is_for_them_only(int flag, bool isAuthority, string told)
    {
        var end = Mint.Issue(_ca, "CN=End", isAuthority ? [Part.Authority()] : []);
        var list = new MintedList { Signer = _ca, Point = writer => writer.WriteBoolean(true, Part.Context(flag)) };

        Assert.Equal(told, Mint.Ask(end, [_ca], _root, Required, _rootList, list.Material).Told());
    }

    [Fact]
    public void Lists_of_some_reasons_must_cover_all_of_them_together()
    {
        var end = Mint.Issue(_ca, "CN=End", []);
        var some = new MintedList { Signer = _ca, Point = writer => Part.Reasons(writer, SomeReasons, 3) };
        var others = new MintedList { Signer = _ca, Point = writer => Part.Reasons(writer, OtherReasons, 3) };

        Assert.Equal("Indeterminate REVOCATION_UNKNOWN", Mint.Ask(end, [_ca], _root, Required, _rootList, some.Material).Told());
        Assert.Equal("Passed", Mint.Ask(end, [_ca], _root, Required, _rootList, some.Material, others.Material).Told());
        Assert.Equal("Failed REVOKED", Mint.Ask(end, [_ca], _root, Required, _rootList, some.With(end).Material).Told());
        Assert.Equal("Failed REVOKED", Mint.Ask(end, [_ca], _root, Required, _rootList, some.Material, others.With(end, RevocationReason.Superseded).Material).Told());
    }

    [Fact]
    public void An_indirect_list_is_taken_from_whom_the_certificate_names()
    {
        var lister = Mint.Issue(_root, "CN=Lister", [Part.Usage(X509KeyUsageFlags.CrlSign)]);
        var end = Mint.Issue(_ca, "CN=End", [Part.Points(Part.Point(issuer: Part.Directory("CN=Lister")))], serial: 77);
        var other = Mint.Issue(_root, "CN=Other", [], serial: 77);
        static void Indirect(AsnWriter writer) => writer.WriteBoolean(true, Part.Context(4));
        var list = new MintedList { Signer = lister, Point = Indirect };

        string Told(MintedList one) => Mint.Ask(end, [_ca, lister], _root, Required, _rootList, one.Material).Told();
        Assert.Equal("Passed", Told(list));
        Assert.Equal("Failed REVOKED", Told(list.With(end, issuer: "CN=CA")));
        // Serial numbers count with their issuer, which entries inherit from those before them.
        Assert.Equal("Passed", Told(list.With(end)));
        Assert.Equal("Passed", Told(list.With(other, issuer: "CN=Root").With(end)));
        Assert.Equal("Failed REVOKED", Told(list.With(other, issuer: "CN=CA").With(end)));
        // Who is named must say that it lists for others, and be named.
        Assert.Equal("Indeterminate REVOCATION_UNKNOWN", Told(list with { Point = null }));
        Assert.Equal("Indeterminate REVOCATION_UNKNOWN", Mint.Ask(Mint.Issue(_ca, "CN=End", []), [_ca, lister], _root, Required, _rootList, list.Material).Told());
    }

    // PKITS 4.14.30.
    [Fact]
    public void A_list_may_tell_of_its_own_signer()
    {
        static void Indirect(AsnWriter writer) => writer.WriteBoolean(true, Part.Context(4));
        var points = Part.Points(Part.Point(issuer: Part.Directory("CN=Lister")));
        var lister = Mint.Issue(_ca, "CN=Lister", [Part.Usage(X509KeyUsageFlags.CrlSign), points]);
        var end = Mint.Issue(_ca, "CN=End", [points]);
        var list = new MintedList { Signer = lister, Point = Indirect };

        Assert.Equal("Passed", Mint.Ask(end, [_ca, lister], _root, Required, _rootList, list.Material).Told());
        Assert.Equal("Indeterminate REVOCATION_UNKNOWN", Mint.Ask(end, [_ca, lister], _root, Required, _rootList, list.With(lister, issuer: "CN=CA").Material).Told());
    }

    [Fact]
    public void A_delta_list_counts_with_the_list_it_is_based_on()
    {
        var end = Mint.Issue(_ca, "CN=End", []);
        var whole = new MintedList { Signer = _ca, Number = 5, ThisUpdate = Mint.Noon.AddDays(-4), NextUpdate = Mint.Noon.AddDays(4) };
        var delta = new MintedList { Signer = _ca, Number = 7, Base = 5 };
        string Told(params MintedList[] lists) => Mint.Ask(end, [_ca], _root, Required, [_rootList, .. lists.Select(list => list.Material)]).Told();

        Assert.Equal("Passed", Told(whole, delta));
        Assert.Equal("Indeterminate REVOCATION_UNKNOWN", Told(delta));
        Assert.Equal("Failed REVOKED", Told(whole, delta.With(end)));
        Assert.Equal("Failed REVOKED", Told(whole.With(end), delta));
        Assert.Equal("Passed", Told(whole.With(end, RevocationReason.CertificateHold), delta.With(end, RevocationReason.RemoveFromCrl)));
        Assert.Equal("Failed REVOKED", Told(whole, delta.With(end, RevocationReason.CertificateHold)));
        // A delta of a later list leaves a gap.
        Assert.Equal("Passed", Told(whole, (delta with { Base = 6 }).With(end)));
        Assert.Equal("Indeterminate REVOCATION_UNKNOWN", Told(whole with { NextUpdate = Mint.Noon.AddDays(-1) }, delta with { Base = 6 }));
        Assert.Equal("Passed", Told(whole with { NextUpdate = Mint.Noon.AddDays(-1) }, delta));
        // Of another scope, or unusable.
        Assert.Equal("Passed", Told(whole, (delta with { Point = writer => writer.WriteBoolean(true, Part.Context(1)) }).With(end)));
        Assert.Equal("Passed", Told(whole, (delta with { ThisUpdate = Mint.Noon.AddDays(1), NextUpdate = Mint.Noon.AddDays(2) }).With(end)));
    }

    // The newest word about a hold counts, whichever distribution point leads to it.
    [Fact]
    public void A_hold_in_a_part_of_the_list_is_not_outweighed_by_an_older_list()
    {
        static void Indirect(AsnWriter writer) => writer.WriteBoolean(true, Part.Context(4));
        var lister = Mint.Issue(_root, "CN=Lister", [Part.Usage(X509KeyUsageFlags.CrlSign)]);
        var end = Mint.Issue(_ca, "CN=End", [Part.Points(Part.Point(issuer: Part.Directory("CN=Lister")), Part.Point(Part.Directory("CN=One")))]);
        var older = new MintedList { Signer = lister, Point = Indirect, ThisUpdate = Mint.Noon.AddDays(-2) };
        var newer = new MintedList { Signer = _ca, Point = writer => Part.PointName(writer, Part.Directory("CN=One")) }.With(end, RevocationReason.CertificateHold);

        Assert.Equal("Failed REVOKED", Mint.Ask(end, [_ca, lister], _root, Required, _rootList, older.Material, newer.Material).Told());
    }

    [Fact]
    public void A_stale_delta_list_takes_nothing_from_a_current_one()
    {
        var end = Mint.Issue(_ca, "CN=End", []);
        var whole = new MintedList { Signer = _ca, Number = 5 };
        var stale = new MintedList { Signer = _ca, Number = 7, Base = 5, ThisUpdate = Mint.Noon.AddDays(-3), NextUpdate = Mint.Noon.AddDays(-2) };

        Assert.Equal("Passed", Mint.Ask(end, [_ca], _root, Required, _rootList, whole.Material, stale.Material).Told());
        Assert.Equal("Failed REVOKED", Mint.Ask(end, [_ca], _root, Required, _rootList, whole.Material, stale.With(end).Material).Told());
    }

    [Fact]
    public void A_way_around_a_revoked_cross_certificate_is_found()
    {
        var cross = Mint.Issue(_root, "CN=CA", [Part.Authority()], key: _ca.Key);
        var end = Mint.Issue(_ca, "CN=End", []);

        Assert.Equal("Passed", Mint.Ask(end, [cross, _ca], _root, Required, new MintedList { Signer = _root }.With(cross).Material, new MintedList { Signer = _ca }.Material).Told());
    }

    [Fact]
    public void Rubbish_is_no_list()
    {
        var octets = new MintedList { Signer = _ca }.With(Mint.Issue(_ca, "CN=End", [])).Encode();
        var random = new Random(7);
        for (var round = 0; round < 2000; round++)
        {
            var damaged = octets[..random.Next(1, octets.Length + 1)];
            for (var change = 0; change < 3; change++) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            _ = RevocationMaterial.Read(damaged);
        }
    }

    [Fact]
    public void Of_lists_of_two_keys_under_one_name_the_last_of_each_is_kept()
    {
        RevocationMaterial Of(byte key, int hour) => new MintedList
        {
            Signer = _ca,
            ThisUpdate = Mint.Noon.AddHours(hour),
            Extensions = [X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier([key])],
        }.Material;

        var all = new[] { Of(1, -9), Of(2, -8), Of(1, -5), Of(2, -4), Of(1, -2), Of(2, -1) };
        var essence = all.Aggregate((one, other) => one.With(other)).Essence();

        Assert.Equal([-9, -8, -2, -1], essence.Lists.Select(list => (int)(list.ThisUpdate - Mint.Noon).TotalHours).Order());
    }
}
