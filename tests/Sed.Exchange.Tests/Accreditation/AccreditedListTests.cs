using System.Diagnostics;
using System.Text;
using Sed.Exchange.Containers.Accreditation;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Policies;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Tests.Foreign;
using Sed.Exchange.Tests.Paths;
using Sed.Exchange.Tests.Pki;

namespace Sed.Exchange.Tests.Accreditation;

/// <summary>The list of accredited authorities: whose signature counts, what is read of it, and what it says about a certificate's day.</summary>
public sealed class AccreditedListTests
{
    private static readonly (string, string)[] Always = [("Действует", "2012-07-20T10:00:00")];
    private static readonly Minted Tula = Mint.Root("CN=Invented CA of Tula");
    private static readonly Minted Other = Mint.Root("CN=Invented CA of Efremov");

    [Fact]
    public void A_list_signed_by_the_certificate_told_is_read()
    {
        var draft = new ListDraft { Authorities = [ListDraft.Authority("УЦ Тула", Always, ListDraft.Of(Tula.Certificate)), ListDraft.Authority("УЦ Ефремов", Always, ListDraft.Of(Other.Certificate))] };
        var (list, findings) = Open(draft.Signed);

        Assert.Equal([AccreditationCodes.ListSigned, AccreditationCodes.ListRead], findings.Select(finding => finding.Code));
        Assert.Equal((1077, 2, 2), (list!.Version, list.Authorities.Count, list.CertificateCount));
        Assert.Equal(new DateTimeOffset(2026, 5, 30, 9, 15, 0, TimeSpan.Zero), list.IssuedAt);
        Assert.Equal(("УЦ Тула", "1027100000000"), (list.OwnersOf(Tula.Certificate)[0].Name, list.OwnersOf(Tula.Certificate)[0].Ogrn));
        Assert.Equal(Tula.Certificate, Assert.Single(list.IssuersOf(Mint.Issue(Tula, "CN=End", []).Certificate)));
        // Without a zone it is Moscow's time.
        Assert.Equal(new DateTimeOffset(2012, 7, 20, 7, 0, 0, TimeSpan.Zero), list.Authorities[0].Statuses[0].From);
    }

    [Fact]
    public void Unsigned_badly_signed_and_otherwise_signed_lists_are_refused()
    {
        var draft = new ListDraft { Authorities = [ListDraft.Authority("УЦ Тула", Always, ListDraft.Of(Tula.Certificate))] };
        Refused(AccreditationCodes.ListNotSigned, draft.Octets);
        Refused(AccreditationCodes.ListNotSigned, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(draft.Signed).Replace("УЦ Тула", "УЦ Туля", StringComparison.Ordinal)));
        Assert.Equal(AccreditationCodes.ListOtherSigner, AccreditedListFile.Open(draft.Signed, Tula.Certificate, Authorities.Noon).Findings[0].Code);
        Refused(AccreditationCodes.ListNotSigned, "no list at all"u8.ToArray());
        Refused(AccreditationCodes.ListNotSigned, []);

        // Whoever gives it without a signature says so, and the finding says it again.
        var (list, findings) = AccreditedListFile.Open(draft.Octets, null, Authorities.Noon);
        Assert.NotNull(list);
        Assert.Equal((AccreditationCodes.ListUnsigned, VerdictResult.NotChecked), (findings[0].Code, findings[0].Result));
    }

    [Fact]
    public void A_signature_over_a_part_or_with_authorities_inside_of_it_is_none_over_the_list()
    {
        var authority = ListDraft.Authority("УЦ Тула", Always, ListDraft.Of(Tula.Certificate));
        var part = new ListDraft { Authorities = [authority.Replace("<УдостоверяющийЦентр>", "<УдостоверяющийЦентр Id=\"one\">", StringComparison.Ordinal), ListDraft.Authority("чужой", Always, ListDraft.Of(Other.Certificate))] };
        Refused(AccreditationCodes.ListNotSigned, Encoding.UTF8.GetBytes(Signing.Enveloped(part.Text, "#one")));

        var signed = Encoding.UTF8.GetString(new ListDraft { Authorities = [authority] }.Signed);
        var stuffed = signed.Replace("</Signature>", $"<Object>{ListDraft.Authority("чужой", Always, ListDraft.Of(Other.Certificate))}</Object></Signature>", StringComparison.Ordinal);
        Assert.NotEqual(signed, stuffed);
        Assert.Empty(Open(Encoding.UTF8.GetBytes(stuffed)).List?.OwnersOf(Other.Certificate) ?? []);
    }

    [Fact]
    public void Certificates_that_are_not_what_they_are_called_are_left_out_and_counted()
    {
        var draft = new ListDraft
        {
            Authorities =
            [
                ListDraft.Authority(
                    "УЦ Тула", Always, ListDraft.Of(Tula.Certificate), ListDraft.Of(Other.Certificate, base64: "!!!!"), ListDraft.Of(Other.Certificate, base64: "MIIB"),
                    ListDraft.Of(Other.Certificate, fingerprint: new string('0', 40)), ListDraft.Of(Other.Certificate, base64: string.Empty), string.Empty),
            ],
        };
        var (list, findings) = Read(draft);

        Assert.Equal(1, list!.CertificateCount);
        Assert.Equal("5 certificates", findings.Single(finding => finding.Code == AccreditationCodes.ListPartUnreadable).Seen);
        Assert.Empty(list.OwnersOf(Other.Certificate));
    }

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY b \"c\">]><АккредитованныеУдостоверяющиеЦентры><Версия>1</Версия><Дата>2026-01-01</Дата></АккредитованныеУдостоверяющиеЦентры>")]
    [InlineData("<АккредитованныеУдостоверяющиеЦентры><Версия>1</Версия></АккредитованныеУдостоверяющиеЦентры>")]
    [InlineData("<АккредитованныеУдостоверяющиеЦентры><Версия>many</Версия><Дата>2026-01-01</Дата></АккредитованныеУдостоверяющиеЦентры>")]
    [InlineData("<АккредитованныеУдостоверяющиеЦентры><Версия>1</Версия><Дата>yesterday</Дата></АккредитованныеУдостоверяющиеЦентры>")]
    [InlineData("<АккредитованныеУдостоверяющиеЦентры><Версия><a/></Версия><Дата>2026-01-01</Дата></АккредитованныеУдостоверяющиеЦентры>")]
    [InlineData("<АккредитованныеУдостоверяющиеЦентры><Версия>1</Версия><Дата>2026-01-01</Дата><УдостоверяющийЦентр>")]
    [InlineData("<АккредитованныеУдостоверяющиеЦентры><Версия>1</Версия><Дата>2026-01-01</Дата><УдостоверяющийЦентр><СтатусАккредитации><Статус>Действует</Статус></СтатусАккредитации></УдостоверяющийЦентр></АккредитованныеУдостоверяющиеЦентры>")]
    [InlineData("<Другое/>")]
    [InlineData("<a:АккредитованныеУдостоверяющиеЦентры xmlns:a=\"urn:a\"/>")]
    [InlineData("")]
    public void What_is_no_such_list_is_refused(string text)
    {
        var (list, findings) = AccreditedListFile.Open(Encoding.UTF8.GetBytes(text), null, Authorities.Noon);
        Assert.Null(list);
        Assert.Equal(AccreditationCodes.ListInvalid, findings[^1].Code);
    }

    [Fact]
    public void Limits_end_what_has_no_end()
    {
        var authority = ListDraft.Authority("УЦ", Always, ListDraft.Of(Tula.Certificate));
        var draft = new ListDraft { Authorities = [authority, authority, authority] };
        Limited(new AccreditedListLimits { Authorities = 2 }, draft.Octets);
        Limited(new AccreditedListLimits { Certificates = 2 }, draft.Octets);
        Limited(new AccreditedListLimits { Bytes = 1000 }, draft.Octets);
        Limited(new AccreditedListLimits { Elements = 20 }, draft.Octets);
        Limited(new AccreditedListLimits { Statuses = 2 }, new ListDraft { Authorities = [ListDraft.Authority("УЦ", [.. Always, .. Always, .. Always])] }.Octets);
        Limited(new AccreditedListLimits { Depth = 4 }, draft.Octets);

        static void Limited(AccreditedListLimits limits, byte[] octets) =>
            Assert.Equal(AccreditationCodes.ListInvalid, AccreditedListFile.Open(octets, null, Authorities.Noon, limits).Findings[^1].Code);
    }

    [Fact]
    public void Ten_thousand_authorities_are_read_and_asked_in_moments()
    {
        var certificates = Enumerable.Range(0, 20).Select(number => ListDraft.Of(Mint.Root($"CN=Invented CA {number}").Certificate)).ToList();
        var octets = new ListDraft
        {
            Authorities = [.. Enumerable.Range(0, 10_000).Select(number => ListDraft.Authority($"УЦ {number}", Always, certificates[number % 20])), ListDraft.Authority("УЦ Тула", Always, ListDraft.Of(Tula.Certificate))],
        }.Octets;
        var clock = Stopwatch.StartNew();
        var list = AccreditedListFile.Open(octets, null, Authorities.Noon).List!;
        var end = Mint.Issue(Tula, "CN=End", []).Certificate;
        for (var count = 0; count < 1000; count++) Assert.Single(list.IssuersOf(end));

        Assert.Equal(10_001, list.Authorities.Count);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{clock.Elapsed}");
    }

    [Theory]
    [InlineData("Действует", "2020-01-01T00:00:00Z", true)]
    [InlineData("Приостановлена", "2020-01-01T00:00:00Z", false)]
    [InlineData("Прекращена", "2020-01-01T00:00:00Z", false)]
    [InlineData("Аннулирована", "2020-01-01T00:00:00Z", false)]
    [InlineData("действует", "2020-01-01T00:00:00Z", false)]
    [InlineData("Действует", "2025-06-02T12:00:00Z", false)]
    [InlineData("Действует", "2025-06-01T12:00:00Z", true)]
    public void Accredited_is_who_was_so_at_the_time(string status, string from, bool expected)
    {
        var (list, _) = Read(new ListDraft { Authorities = [ListDraft.Authority("УЦ", [(status, from)], ListDraft.Of(Tula.Certificate))] });
        Assert.Equal(expected, list!.Authorities[0].IsAccredited(Mint.Noon.AddYears(-1)));
    }

    [Fact]
    public void History_decides_by_times_and_not_by_places()
    {
        var (list, _) = Read(new ListDraft
        {
            Authorities =
            [
                ListDraft.Authority("УЦ", [("Действует", "2024-01-01T00:00:00Z"), ("Действует", "2018-01-01T00:00:00Z"), ("Приостановлена", "2020-01-01T00:00:00Z"), ("Прекращена", "2025-01-01T00:00:00Z")]),
                ListDraft.Authority("два разом", [("Действует", "2018-01-01T00:00:00Z"), ("Прекращена", "2018-01-01T00:00:00Z")]),
            ],
        });
        DateTimeOffset In(int year) => new(year, 6, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal([false, true, false, false, true, false], new[] { 2017, 2019, 2020, 2023, 2024, 2026 }.Select(year => list!.Authorities[0].IsAccredited(In(year))));
        Assert.False(list!.Authorities[1].IsAccredited(In(2020)));
    }

    [Theory]
    [InlineData(AccreditationDemand.Required, VerdictResult.Passed, AccreditationCodes.Accredited, VerdictResult.Passed, "Действует")]
    [InlineData(AccreditationDemand.Required, VerdictResult.Indeterminate, AccreditationCodes.NotAccredited, VerdictResult.Indeterminate, "Прекращена")]
    [InlineData(AccreditationDemand.Noted, VerdictResult.Passed, AccreditationCodes.Accredited, VerdictResult.Passed, "Действует")]
    [InlineData(AccreditationDemand.Noted, VerdictResult.Indeterminate, AccreditationCodes.NotAccredited, VerdictResult.Indeterminate, "Приостановлена")]
    [InlineData(AccreditationDemand.Off, VerdictResult.Passed, null, VerdictResult.Passed, "Действует")]
    public void The_list_alone_ends_paths_of_those_accredited_on_the_day(AccreditationDemand demand, VerdictResult result, string? code, VerdictResult finding, string status) =>
        Judged(demand, null, status, result, code, finding);

    [Theory]
    [InlineData(AccreditationDemand.Required, VerdictResult.Failed, VerdictResult.Failed)]
    [InlineData(AccreditationDemand.Noted, VerdictResult.Indeterminate, VerdictResult.Indeterminate)]
    public void A_trusted_authority_that_the_list_calls_not_accredited_is_not_passed(AccreditationDemand demand, VerdictResult result, VerdictResult finding) =>
        Judged(demand, new TrustAnchors([Tula.Certificate], []), "Аннулирована", result, AccreditationCodes.NotAccredited, finding);

    [Theory]
    [InlineData(AccreditationDemand.Required, VerdictResult.Indeterminate, VerdictResult.Indeterminate)]
    [InlineData(AccreditationDemand.Noted, VerdictResult.Passed, VerdictResult.NotChecked)]
    public void Who_is_not_listed_and_what_is_not_told_decides_only_where_it_is_demanded(AccreditationDemand demand, VerdictResult result, VerdictResult finding)
    {
        var anchors = new TrustAnchors([Tula.Certificate], []);
        var (empty, _) = Read(new ListDraft());
        var verdict = Verify(demand, anchors, empty);
        Assert.Equal(result, verdict.Result);
        Assert.Equal(finding, verdict.Findings.Single(item => item.Code == AccreditationCodes.NotListed).Result);
        var without = Verify(demand, anchors, null);
        Assert.Equal(result, without.Result);
        Assert.Equal(demand == AccreditationDemand.Required, without.Findings.Any(item => item.Code == AccreditationCodes.ListMissing));

        // A list of before the certificate's day cannot know what became of the authority until then.
        var (old, _) = Read(new ListDraft { Date = "2020-01-01T00:00:00Z", Authorities = [ListDraft.Authority("УЦ", Always, ListDraft.Of(Tula.Certificate))] });
        Assert.Equal(finding, Verify(demand, anchors, old).Findings.Single(item => item.Code == AccreditationCodes.ListOlder).Result);
    }

    private static void Judged(AccreditationDemand demand, TrustAnchors? anchors, string status, VerdictResult result, string? code, VerdictResult finding)
    {
        var (list, _) = Read(new ListDraft { Authorities = [ListDraft.Authority("УЦ", [(status, "2020-01-01T00:00:00Z")], ListDraft.Of(Tula.Certificate))] });
        var verdict = Verify(demand, anchors, list);
        Assert.Equal(result, verdict.Result);
        var told = verdict.Findings.Where(item => item.Code.StartsWith("SEDX-CA_", StringComparison.Ordinal)).ToList();
        Assert.Equal(code is null ? [] : [(code, finding)], told.Select(item => (item.Code, item.Result)));
    }

    private static SignatureVerdict Verify(AccreditationDemand demand, TrustAnchors? anchors, AccreditedList? list)
    {
        var content = "a letter"u8.ToArray();
        var official = Mint.Issue(Tula, "CN=Official", []);
        var signature = DocumentSignature.Sign(new MemoryStream(content), new MintedKey(official), Mint.Noon);
        return Assert.Single(DocumentSignature.Verify(new MemoryStream(content), signature, "a.sig", "a", new PathQuestion
        {
            At = Mint.Noon,
            Anchors = anchors,
            Accredited = list,
            Policy = VerificationPolicy.Standard with { Accreditation = demand },
        }));
    }

    private static (AccreditedList? List, IReadOnlyList<Finding> Findings) Read(ListDraft draft) => AccreditedListFile.Open(draft.Octets, null, Authorities.Noon) is var opened ? (opened.List, opened.Findings) : default;

    private static (AccreditedList? List, IReadOnlyList<Finding> Findings) Open(byte[] octets) => AccreditedListFile.Open(octets, Signing.Signer, Authorities.Noon) is var opened ? (opened.List, opened.Findings) : default;

    private static void Refused(string code, byte[] octets)
    {
        var (list, findings) = Open(octets);
        Assert.Null(list);
        Assert.Equal((code, VerdictResult.Failed), (findings[0].Code, findings[0].Result));
    }
}
