using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Tests.Paths;

/// <summary>Certificates of issuers that nobody sent along: asked for step by step, a few at most, and never the end of a path.</summary>
public sealed class MissingIssuerTests
{
    private static readonly Minted Root = Mint.Root();
    private static readonly Minted Upper = Mint.Authority(Root, "CN=Upper");
    private static readonly Minted Lower = Mint.Authority(Upper, "CN=Lower");
    private static readonly Minted Official = Mint.Issue(Lower, "CN=Official", []);

    [Fact]
    public void A_path_is_completed_step_by_step()
    {
        var asked = new List<string>();
        var verdict = Judge(Root, certificate =>
        {
            asked.Add(certificate.Subject);
            return certificate.Subject == "CN=Official" ? [Lower.Certificate] : [Upper.Certificate];
        });
        Assert.Contains(verdict.Findings, finding => finding.Code == FindingCodes.PathRight);
        Assert.Equal(["CN=Official", "CN=Lower"], asked);
    }

    [Fact]
    public void What_is_fetched_ends_no_path()
    {
        var other = Mint.Root("CN=Other");
        var verdict = Judge(other, certificate => certificate.Subject switch
        {
            "CN=Official" => [Lower.Certificate],
            "CN=Lower" => [Upper.Certificate],
            _ => [Root.Certificate],
        });
        Assert.Equal(VerdictResult.Indeterminate, verdict.Result);
        Assert.DoesNotContain(verdict.Findings, finding => finding.Code == FindingCodes.PathRight);
    }

    [Fact]
    public void An_address_that_always_has_another_one_is_asked_a_few_times_only()
    {
        var asked = 0;
        Judge(Root, certificate => [Mint.Authority(Root, certificate.Issuer, Part.Names(Part.Uri($"http://{asked++}.example.test"))).Certificate]);
        Assert.InRange(asked, 1, 4);

        // Nothing new, nothing more to ask.
        asked = 0;
        Judge(Root, _ =>
        {
            asked++;
            return [];
        });
        Assert.Equal(1, asked);
    }

    private static SignatureVerdict Judge(Minted trusted, Func<Certificate, IReadOnlyList<Certificate>> fetch)
    {
        var content = "a letter"u8.ToArray();
        var signature = DocumentSignature.Sign(new MemoryStream(content), new MintedKey(Official), Mint.Noon);
        return Assert.Single(DocumentSignature.Verify(new MemoryStream(content), signature, "a.sig", "a", new PathQuestion
        {
            At = Mint.Noon,
            Anchors = new TrustAnchors([trusted.Certificate], []),
            FetchIssuers = fetch,
        }));
    }
}
