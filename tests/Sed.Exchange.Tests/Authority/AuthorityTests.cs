using Sed.Exchange.Containers.Authority;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Packages;
using Sed.Exchange.Tests.Pki;

namespace Sed.Exchange.Tests.Authority;

/// <summary>May this signer speak for the author: by the certificate alone.</summary>
public class AuthorityTests
{
    private static readonly DocumentAuthor Other = new("1047702026701", "7707083893", IsVouched: true);

    [Fact]
    public void A_certificate_of_the_author_is_right()
    {
        var verdict = Powers.Judge(Powers.Head, [Powers.Author]);
        Assert.Equal(VerdictResult.Passed, verdict.Result);
        Assert.Equal((AuthorityCodes.Right, "ОГРН 1999900000010, ИНН 9999000013"), (verdict.Authority().Code, verdict.Authority().Seen));
    }

    [Fact]
    public void One_of_several_authors_will_do() => Assert.Equal(AuthorityCodes.Right, Powers.Judge(Powers.Head, [Other, Powers.Author]).Authority().Code);

    [Fact]
    public void A_certificate_of_another_organisation_is_not_passed_and_does_not_fail()
    {
        var verdict = Powers.Judge(Powers.Head, [Other]);
        Assert.Equal((VerdictResult.Indeterminate, SubIndications.SignatureConstraintsFailure), (verdict.Result, verdict.SubIndication));
        Assert.Equal(
            (AuthorityCodes.OtherOrganisation, "ОГРН 1999900000010, ИНН 9999000013 ≠ ОГРН 1047702026701, ИНН 7707083893"), (verdict.Authority().Code, verdict.Authority().Seen));
    }

    [Theory]
    [InlineData("1999900000010", null, AuthorityCodes.Right)]
    [InlineData(null, "9999000013", AuthorityCodes.Right)]
    [InlineData("1999900000010", "7707083893", AuthorityCodes.OtherOrganisation)]
    [InlineData("1047702026701", "9999000013", AuthorityCodes.OtherOrganisation)]
    [InlineData(null, null, AuthorityCodes.AuthorUnknown)]
    public void Numbers_that_both_have_must_all_agree(string? ogrn, string? inn, string code) =>
        Assert.Equal(code, Powers.Judge(Powers.Head, [new DocumentAuthor(ogrn, inn, IsVouched: true)]).Authority().Code);

    [Fact]
    public void A_certificate_without_an_organisation_shows_nothing()
    {
        var verdict = Powers.Judge(Powers.Employee, [Powers.Author]);
        Assert.Equal((VerdictResult.Indeterminate, AuthorityCodes.NotShown), (verdict.Result, verdict.Authority().Code));
    }

    [Fact]
    public void What_only_the_sender_says_of_the_author_proves_nothing()
    {
        var verdict = Powers.Judge(Powers.Head, [Powers.Author with { IsVouched = false }]);
        Assert.Equal((VerdictResult.Indeterminate, AuthorityCodes.AuthorUnknown), (verdict.Result, verdict.Authority().Code));
    }

    [Fact]
    public void With_nobody_to_compare_with_the_stage_is_not_carried_out()
    {
        foreach (var authors in new IReadOnlyList<DocumentAuthor>?[] { null, [] })
        {
            var verdict = Powers.Judge(Powers.Employee, authors);
            Assert.Equal((VerdictResult.Passed, FindingCodes.AuthorityNotChecked), (verdict.Result, verdict.Authority().Code));
        }
    }

    [Fact]
    public void Nothing_is_said_of_the_authority_of_a_signature_that_did_not_pass()
    {
        var verdict = Powers.Judge(Powers.Head, [Powers.Author], new PathQuestion { At = Authorities.Noon });
        Assert.Equal((VerdictResult.Indeterminate, FindingCodes.AuthorityNotChecked), (verdict.Result, verdict.Authority().Code));
    }

    [Fact]
    public void Authors_are_found_by_their_index_in_the_directory_and_not_by_what_the_passport_says()
    {
        var row = new Organisation
        {
            Id = Guid.Parse("0a710000-0000-4000-8000-000000000001"),
            Name = "Администрация",
            SevIndexes = ["ADM-1"],
            Ogrn = "1999900000010",
            Inn = "9999000013",
            ValidFrom = Authorities.NotBefore,
            ValidTo = Authorities.NotAfter,
            Node = "a",
        };
        var directory = new ExchangeDirectory
        {
            Serial = 1,
            IssuedAt = Authorities.NotBefore,
            Expires = Authorities.NotAfter,
            Keys = new DirectoryKeys(Authorities.Root(Suite.Ecdsa).Certificate, null, null),
            Organisations = [row],
            Nodes = [],
        };

        // The sender writes a number of its own beside the index of another.
        var address = new PackageAddress("adm-1", "Администрация") { Inn = "7707083893" };
        Assert.Equal([Powers.Author], DocumentAuthor.Of([address], directory, Authorities.Noon));
        Assert.Equal([new DocumentAuthor(null, "7707083893", IsVouched: false)], DocumentAuthor.Of([address], null, Authorities.Noon));
        Assert.Equal([new DocumentAuthor(null, "7707083893", IsVouched: false)], DocumentAuthor.Of([address], directory, Authorities.NotAfter));
        Assert.Equal([new DocumentAuthor(null, null, IsVouched: false)], DocumentAuthor.Of([new PackageAddress(null, "Администрация")], directory, Authorities.Noon));
        Assert.Equal([new DocumentAuthor(null, "7707083893", IsVouched: false)], DocumentAuthor.Of([new PackageAddress("7707083893", "Б")], directory, Authorities.Noon));
    }
}
