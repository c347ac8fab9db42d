namespace Sed.Exchange.Scenarios.Signatures;

/// <summary>What openssl, its GOST engine and xmlsec1 sign and stamp, sedx passes; what was altered afterwards it does not.</summary>
public sealed class ForeignSignatureTests
{
    [Theory]
    [InlineData("rsa:3072", "sha256")]
    [InlineData("ec -pkeyopt ec_paramgen_curve:P-384", "sha384")]
    [InlineData("gost2012_256 -pkeyopt paramset:A", "md_gost12_256")]
    [InlineData("gost2012_512 -pkeyopt paramset:A", "md_gost12_512")]
    public async Task A_CMS_of_openssl_is_judged_with_its_path_attached_and_detached_and_with_two_signers(string algorithm, string digest)
    {
        using var tools = new ForeignTools();
        tools.Write("letter.txt", "letter\n");
        await tools.Issue("signer", algorithm, digest);
        await tools.Issue("second", algorithm, digest);
        await tools.Openssl($"cms -sign -binary -cades -md {digest} -in letter.txt -signer signer.pem -inkey signer.key -outform DER -out letter.txt.p7s");
        await tools.Openssl($"cms -sign -binary -cades -nodetach -md {digest} -in letter.txt -signer signer.pem -inkey signer.key -signer second.pem -inkey second.key -outform DER -out both.p7m");

        var trust = tools.Of("trust");
        var (code, detached) = await tools.Judge("letter.txt.p7s", "--trust", trust);
        Assert.Equal((0, "CAdES-BES"), (code, detached.GetProperty("signatures")[0].GetProperty("format").GetString()));
        Assert.Equal((0, 2), await Count("both.p7m"));
        Assert.Equal(3, (await tools.Judge("letter.txt.p7s")).Code);
        File.Delete(tools.Of("trust/second-root.pem"));
        Assert.Equal((3, 2), await Count("both.p7m"));
        tools.Write("letter.txt", "Letter\n");
        Assert.Equal(1, (await tools.Judge("letter.txt.p7s", "--trust", trust)).Code);

        async Task<(int, int)> Count(string file)
        {
            var (exit, verdict) = await tools.Judge(file, "--trust", trust);
            return (exit, verdict.GetProperty("signatures").GetArrayLength());
        }
    }

    [Theory]
    [InlineData("rsa:3072", "sha256")]
    [InlineData("gost2012_256 -pkeyopt paramset:A", "md_gost12_256")]
    public async Task A_token_of_openssl_proves_the_time_of_a_signature_and_signs_nothing(string algorithm, string digest)
    {
        using var tools = new ForeignTools();
        tools.Write("letter.txt", "letter\n");
        await tools.Issue("signer", algorithm, digest);
        await tools.Openssl($"cms -sign -binary -cades -md {digest} -in letter.txt -signer signer.pem -inkey signer.key -outform DER -out letter.txt.p7s");
        await tools.AddStamp("letter.txt.p7s");
        await tools.Stamp("letter.txt", "stamp.tsr");

        // The certificates end in twenty days, and what a token proved then holds by its own time; a stricter policy asks what proves the token today.
        string[] later = ["--trust", tools.Of("trust"), "--at", TimeProvider.System.GetUtcNow().AddDays(100).ToString("O")];
        var (code, verdict) = await tools.Judge("letter.txt.p7s", [.. later, "--policy", "dev"]);
        Assert.Equal((0, "CAdES-T"), (code, verdict.GetProperty("signatures")[0].GetProperty("format").GetString()));
        Assert.Contains("SEDX-TIME_PROVEN", verdict.ToString(), StringComparison.Ordinal);
        var (strict, outlived) = await tools.Judge("letter.txt.p7s", [.. later, "--policy", "ru-63fz"]);
        Assert.Equal(3, strict);
        Assert.Contains("SEDX-TOKEN_OUTLIVED", outlived.ToString(), StringComparison.Ordinal);

        var (alone, stamp) = await tools.Judge("letter.txt", "--detached", tools.Of("stamp.tsr"), "--trust", tools.Of("trust"));
        Assert.Equal(3, alone);
        Assert.Contains("SEDX-TIMESTAMP_RIGHT", stamp.ToString(), StringComparison.Ordinal);
        tools.Write("letter.txt", "Letter\n");
        Assert.Contains("SEDX-TIMESTAMP_WRONG", (await tools.Judge("letter.txt", "--detached", tools.Of("stamp.tsr"), "--trust", tools.Of("trust"))).Verdict.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rsa:3072", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "http://www.w3.org/2001/10/xml-exc-c14n#")]
    [InlineData("rsa:3072", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", "http://www.w3.org/TR/2001/REC-xml-c14n-20010315")]
    [InlineData("ec -pkeyopt ec_paramgen_curve:P-256", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", "http://www.w3.org/2001/10/xml-exc-c14n#")]
    [InlineData("ec -pkeyopt ec_paramgen_curve:P-521", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512", "http://www.w3.org/2001/10/xml-exc-c14n#")]
    public async Task XML_that_xmlsec_signs_is_passed_and_the_same_altered_is_not(string algorithm, string method, string canonicalization)
    {
        using var tools = new ForeignTools();
        await tools.Issue("signer", algorithm, "sha256");
        tools.Write("template.xml", $"""
            <order xmlns="urn:order" xmlns:a="urn:a" a:z="1" b="2"><sum a:currency="RUB">100</sum><!-- remark --><a:note>текст &amp; знаки</a:note>
            <Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo><CanonicalizationMethod Algorithm="{canonicalization}"/><SignatureMethod Algorithm="{method}"/>
            <Reference URI=""><Transforms><Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/><Transform Algorithm="{canonicalization}"/></Transforms>
            <DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><DigestValue/></Reference></SignedInfo><SignatureValue/><KeyInfo><X509Data/></KeyInfo></Signature></order>
            """);
        (await tools.Xmlsec("--sign", "--privkey-pem", "signer.key,signer.pem", "--output", "signed.xml", "template.xml")).MustSucceed();

        var (code, verdict) = await tools.Judge("signed.xml", "--trust", tools.Of("trust"));
        Assert.True(code == 0, verdict.ToString());
        Assert.Equal("document", verdict.GetProperty("signatures")[0].GetProperty("covers")[0].GetString());
        tools.Write("altered.xml", (await File.ReadAllTextAsync(tools.Of("signed.xml"))).Replace(">100<", ">900<", StringComparison.Ordinal));
        Assert.NotEqual(0, (await tools.Xmlsec("--verify", "--trusted-pem", "trust/signer-root.pem", "altered.xml")).ExitCode);
        Assert.Equal(1, (await tools.Judge("altered.xml", "--trust", tools.Of("trust"))).Code);
    }
}
