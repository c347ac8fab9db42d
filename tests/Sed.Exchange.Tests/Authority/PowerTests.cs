using System.Text;
using Sed.Exchange.Containers.Authority;
using Sed.Exchange.Containers.Policies;
using Sed.Exchange.Containers.Revocation;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Tests.Authority;

/// <summary>Powers of attorney (МЧД): the seven checks, and every way in which one must not help.</summary>
public class PowerTests
{
    [Fact]
    public void A_right_one_lets_an_employee_sign_for_the_organisation_and_says_all_that_was_looked_at()
    {
        var verdict = Powers.Judge(Powers.Employee, [Powers.Author], Powers.Sign(Powers.First(), Powers.Head));
        Assert.Equal(VerdictResult.Passed, verdict.Result);
        Assert.Equal((AuthorityCodes.ByPower, VerdictResult.Passed, Powers.Number), (verdict.Authority().Code, verdict.Authority().Result, verdict.Authority().Seen));
        Assert.Equal(
            ["POWER", "POWER_SIGNED", "POWER_PRINCIPAL_RIGHT", "POWER_DELEGATE_RIGHT", "POWER_IN_FORCE", "POWER_STATUS_NOT_ASKED", "POWER_POWERS_STATED", "POWER_FIRST_GRANT"],
            verdict.Authority().Codes());
        // Offline nobody knows whether it was revoked, and that is said.
        Assert.Equal(VerdictResult.Indeterminate, verdict.Authority().Children[0].Children.Single(finding => finding.Code == AuthorityCodes.PowerStatusNotAsked).Result);
        Assert.DoesNotContain("0000000020", string.Join(' ', verdict.Findings.SelectMany(Seen)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ОГРН=\"1999900000010\"", "ОГРН=\"1047702026701\"", "POWER_PRINCIPAL_OTHER")]
    [InlineData("ИННЮЛ=\"9999000013\" КПП=\"999901001\" ОГРН=\"1999900000010\"", "ИННЮЛ=\"7707083893\"", "POWER_PRINCIPAL_OTHER")]
    [InlineData("ИННЮЛ=\"9999000013\" КПП=\"999901001\" ОГРН=\"1999900000010\"", "", "AUTHORITY_AUTHOR_UNKNOWN")]
    [InlineData("ИННЮЛ=\"9999000013\" КПП=\"999901001\" ОГРН=\"1999900000010\"", "ОГРН=\"1999900000011\"", "AUTHORITY_AUTHOR_UNKNOWN")]
    [InlineData("000-000-002 02", "112-233-445 95", "POWER_DELEGATE_OTHER")]
    [InlineData("СНИЛС=\"000-000-002 02\"", "ИННФЛ=\"500100732259\"", "POWER_DELEGATE_UNKNOWN")]
    [InlineData("<СведФизЛ СНИЛС=\"000-000-002 02\"/>", "<СведОрг ОГРН=\"1047702026701\"><СвФЛ СНИЛС=\"000-000-002 02\"/></СведОрг>", "POWER_DELEGATE_UNKNOWN")]
    [InlineData("2027-08-31", "2026-11-15", "POWER_NOT_IN_FORCE")]
    [InlineData("2026-09-01\" СрокДейст", "2026-11-17\" СрокДейст", "POWER_NOT_IN_FORCE")]
    [InlineData("000-000-001 01", "112-233-445 95", "POWER_SIGNER_UNPROVEN")]
    [InlineData("ПолнЮЛ=\"1\"", "ПолнЮЛ=\"2\"", "POWER_JOINT")]
    [InlineData("ПрСовмПолн=\"2\"><", "ПрСовмПолн=\"1\"><", null)]
    [InlineData("</СвУпПред>", "</СвУпПред><СвУпПред ТипПред=\"3\"><Пред><СведФизЛ СНИЛС=\"11223344595\"/></Пред></СвУпПред>", null)]
    [InlineData("EMCHD_1\" ПрЭл", "EMCHD_2\" ПрЭл", "POWER_MALFORMED")]
    [InlineData("НомДовер=\"00000000-", "НомДовер=\"", "POWER_MALFORMED")]
    [InlineData("<СвПолн ", "<СвПолн/><СвПолн ", "POWER_MALFORMED")]
    [InlineData("СрокДейст=\"2027-08-31\"", "СрокДейст=\"2025-08-31\"", "POWER_MALFORMED")]
    [InlineData("СрокДейст=\"2027-08-31\"", "СрокДейст=\"31.08.2027\"", "POWER_MALFORMED")]
    [InlineData("<Доверенность", "<!DOCTYPE a [<!ENTITY b 'c'>]><Доверенность", "POWER_MALFORMED")]
    public void One_thing_wrong_and_it_does_not_help(string from, string to, string? code)
    {
        var verdict = Powers.Judge(Powers.Employee, [Powers.Author], Powers.Sign(Powers.First(from, to), Powers.Head));
        Assert.Equal(code is null ? VerdictResult.Passed : VerdictResult.Indeterminate, verdict.Result);
        Assert.Equal(code is null ? AuthorityCodes.ByPower : AuthorityCodes.NotShown, verdict.Authority().Code);
        if (code is not null) Assert.Contains(code, verdict.Authority().Codes());
    }

    [Fact]
    public void Several_who_act_only_together_need_more_than_one_signature()
    {
        var xml = Powers.First("</СвУпПред>", "</СвУпПред><СвУпПред ТипПред=\"3\"><Пред><СведФизЛ СНИЛС=\"11223344595\"/></Пред></СвУпПред>").Replace("ПрСовмПолн=\"2\"", "ПрСовмПолн=\"1\"", StringComparison.Ordinal);
        var verdict = Powers.Judge(Powers.Employee, [Powers.Author], Powers.Sign(xml, Powers.Head));
        Assert.Equal(VerdictResult.Indeterminate, verdict.Result);
        Assert.Contains("POWER_JOINT", verdict.Authority().Codes());
    }

    [Fact]
    public void Whoever_writes_himself_down_as_the_head_proves_nothing_by_a_certificate_of_his_own()
    {
        var forged = Powers.First("000-000-001 01", "000-000-002 02");
        Assert.Contains("POWER_SIGNER_UNPROVEN", Powers.Judge(Powers.Employee, [Powers.Author], Powers.Sign(forged, Powers.Employee)).Authority().Codes());
        Assert.Contains("POWER_SIGNER_UNPROVEN", Powers.Judge(Powers.Employee, [Powers.Author], Powers.Sign(Powers.First(), Powers.HeadAlone)).Authority().Codes());
        Assert.Equal(VerdictResult.Indeterminate, Powers.Judge(Powers.Employee, [Powers.Author], Powers.Sign(forged, Powers.Employee)).Result);
    }

    [Fact]
    public void One_of_several_principals_grants_nothing_for_the_others()
    {
        var two = Powers.First("</СвДоверит>", "</СвДоверит><СвДоверит ТипДоверит=\"3\"><Доверит><ФЛДовер СНИЛС=\"000-000-002 02\"/></Доверит></СвДоверит>");
        var verdict = Powers.Judge(Powers.Employee, [Powers.Author], Powers.Sign(two, Powers.Employee));
        Assert.Equal((VerdictResult.Indeterminate, AuthorityCodes.NotShown), (verdict.Result, verdict.Authority().Code));
        Assert.Contains("POWER_JOINT", verdict.Authority().Codes());

        var onward = Powers.Onward("</СвПередПолн>", "</СвПередПолн><СвПередПолн ТипПерПолн=\"3\"><ПередПолн><ФЛПерПолн СНИЛС=\"112-233-445 95\"/></ПередПолн></СвПередПолн>");
        var handed = Powers.Judge(
            Powers.Colleague, [Powers.Author], Powers.Sign(onward, Powers.Colleague, "onward.xml"), Powers.Sign(Powers.First(number: Powers.UpperNumber, handsOn: "3"), Powers.Head));
        Assert.Equal((VerdictResult.Indeterminate, AuthorityCodes.NotShown), (handed.Result, handed.Authority().Code));
    }

    [Theory]
    [InlineData("<ЛицоБезДов ПолнЮЛ=\"1\"><СвФЛ СНИЛС=\"000-000-001 01\" Должность=\"Глава\"/></ЛицоБезДов>", "")]
    [InlineData("", "")]
    public void An_employee_is_not_the_head_though_his_certificate_names_the_organisation(string from, string to)
    {
        var verdict = Powers.Judge(Powers.Employee, [Powers.Author], Powers.Sign(Powers.First(from, to), Powers.Clerk));
        Assert.Equal((VerdictResult.Indeterminate, AuthorityCodes.NotShown), (verdict.Result, verdict.Authority().Code));
        Assert.Contains("POWER_SIGNER_UNPROVEN", verdict.Authority().Codes());
    }

    [Fact]
    public void A_stranger_s_signature_none_and_a_broken_one_are_told_apart()
    {
        var right = Powers.Sign(Powers.First(), Powers.Head);
        var altered = new AttachedPower(right.Name, Encoding.UTF8.GetBytes(Powers.First("Глава", "глава")), right.SignatureName, right.Signature);
        foreach (var (power, code) in new[]
        {
            (Powers.Sign(Powers.First(), Powers.Stranger), "POWER_SIGNER_OTHER"), (Powers.Sign(Powers.First(), null), "POWER_SIGNATURE_MISSING"),
            (altered, "POWER_SIGNATURE_WRONG"), (new AttachedPower("m.xml", right.Octets, "m.xml.sig", [1, 2, 3]), "POWER_SIGNATURE_WRONG"),
        })
        {
            var verdict = Powers.Judge(Powers.Employee, [Powers.Author], power);
            Assert.Equal(VerdictResult.Indeterminate, verdict.Result);
            Assert.Contains(code, verdict.Authority().Codes());
        }
    }

    [Fact]
    public void Where_revocation_must_be_known_the_state_of_a_power_must_be_too()
    {
        var question = Powers.Question with { Policy = VerificationPolicy.Standard with { Revocation = new RevocationRules(RevocationDemand.Required) } };
        var verdict = new AuthorityJudgement([Powers.Sign(Powers.First(), Powers.Head)], question).Judge(Powers.Judge(Powers.Employee, null), [Powers.Author]);
        Assert.Equal((VerdictResult.Indeterminate, AuthorityCodes.NotShown), (verdict.Result, verdict.Authority().Code));
    }

    [Fact]
    public void The_last_day_counts_to_its_end_in_Moscow()
    {
        var power = Powers.Sign(Powers.First("2027-08-31", "2026-11-16"), Powers.Head);
        var signed = Powers.Judge(Powers.Employee, null);
        foreach (var (hour, code) in new[] { (20, AuthorityCodes.ByPower), (21, AuthorityCodes.NotShown) })
        {
            var question = Powers.Question with { At = new DateTimeOffset(2026, 11, 16, hour, 30, 0, TimeSpan.Zero) };
            Assert.Equal(code, new AuthorityJudgement([power], question).Judge(signed, [Powers.Author]).Authority().Code);
        }
    }

    [Fact]
    public void Without_a_named_author_it_is_judged_by_what_it_says_itself()
    {
        var verdict = Powers.Judge(Powers.Employee, null, Powers.Sign(Powers.First(), Powers.Head));
        Assert.Equal(AuthorityCodes.ByPower, verdict.Authority().Code);
        Assert.Contains("POWER_PRINCIPAL_NOT_COMPARED", verdict.Authority().Codes());
        Assert.Equal(VerdictResult.Indeterminate, Powers.Judge(Powers.Employee, null, Powers.Sign(Powers.First(), Powers.Stranger)).Result);
    }

    [Fact]
    public void A_power_of_somebody_else_is_no_help_and_the_right_one_among_others_is_found()
    {
        var others = Powers.Sign(Powers.First("000-000-002 02", "112-233-445 95"), Powers.Head, "other.xml");
        Assert.Contains("POWER_DELEGATE_OTHER", Powers.Judge(Powers.Employee, [Powers.Author], others).Authority().Codes());
        Assert.Equal(AuthorityCodes.ByPower, Powers.Judge(Powers.Employee, [Powers.Author], others, Powers.Sign(Powers.First(), Powers.Head)).Authority().Code);
    }

    [Theory]
    [InlineData("2", VerdictResult.Passed, "POWER_CHAIN_RIGHT")]
    [InlineData("3", VerdictResult.Passed, "POWER_CHAIN_RIGHT")]
    [InlineData("1", VerdictResult.Indeterminate, "POWER_CHAIN_WRONG")]
    public void Handing_on_needs_leave(string handsOn, VerdictResult result, string code)
    {
        var verdict = Powers.Judge(
            Powers.Colleague, [Powers.Author], Powers.Sign(Powers.Onward(), Powers.Employee, "onward.xml"), Powers.Sign(Powers.First(number: Powers.UpperNumber, handsOn: handsOn), Powers.Head));
        Assert.Equal(result, verdict.Result);
        Assert.Contains(code, verdict.Authority().Codes());
    }

    [Fact]
    public void A_chain_with_a_gap_a_ring_or_a_stranger_in_it_does_not_hold()
    {
        var onward = Powers.Sign(Powers.Onward(), Powers.Employee, "onward.xml");
        string First(string from = "", string to = "") => Powers.First(from, to, Powers.UpperNumber, "3");
        foreach (var (powers, code) in new (AttachedPower[], string)[]
        {
            ([onward], "POWER_CHAIN_MISSING"),
            ([Powers.Sign(Powers.Onward($"НомДоверПерв=\"{Powers.UpperNumber}\"", ""), Powers.Employee)], "POWER_CHAIN_MISSING"),
            ([Powers.Sign(Powers.Onward(Powers.UpperNumber, Powers.Number), Powers.Employee)], "POWER_CHAIN_WRONG"),
            ([onward, Powers.Sign(First(), Powers.Stranger)], "POWER_SIGNER_OTHER"),
            ([onward, Powers.Sign(First(), null)], "POWER_SIGNATURE_MISSING"),
            ([onward, Powers.Sign(First("2027-08-31", "2026-10-31"), Powers.Head)], "POWER_NOT_IN_FORCE"),
            ([onward, Powers.Sign(First("000-000-002 02", "087-654-303 00"), Powers.Head)], "POWER_CHAIN_WRONG"),
            ([Powers.Sign(Powers.Onward(), Powers.Stranger), Powers.Sign(First(), Powers.Head)], "POWER_SIGNER_OTHER"),
        })
        {
            var verdict = Powers.Judge(Powers.Colleague, [Powers.Author], powers);
            Assert.Equal(VerdictResult.Indeterminate, verdict.Result);
            Assert.Contains(code, verdict.Authority().Codes());
        }

        // Handed on is the first principal's power: another's author is not meant.
        var other = Powers.Judge(Powers.Colleague, [new DocumentAuthor("1047702026701", null, IsVouched: true)], onward, Powers.Sign(First(), Powers.Head));
        Assert.Contains("POWER_PRINCIPAL_OTHER", other.Authority().Codes());
    }

    private static IEnumerable<string> Seen(Finding finding) => finding.Children.SelectMany(Seen).Prepend(finding.Seen ?? "");
}
