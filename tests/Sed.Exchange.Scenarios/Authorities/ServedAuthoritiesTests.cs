using System.Net;
using System.Net.Http.Headers;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Scenarios.Support;

namespace Sed.Exchange.Scenarios.Authorities;

/// <summary>What <c>sedx pki serve</c> says, judged by openssl with the GOST engine.</summary>
public sealed class ServedAuthoritiesTests
{
    public static TheoryData<string, string> Suites => new()
    {
        { "gost", "-md_gost12_256" },
        { "gost-512", "-md_gost12_512" },
        { "rsa", "-sha256" },
        { "ecdsa", "-sha256" },
    };

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task Openssl_takes_its_tokens_and_no_altered_ones(string suite, string digest)
    {
        using var folder = new TempFolder();
        await using var region = await ServedRegion.StartAsync(folder, suite);
        var letter = folder.Write("letter.txt", "Письмо"u8.ToArray());
        var other = folder.Write("other.txt", "Другое"u8.ToArray());
        var (question, answer) = (folder.Of("letter.tsq"), folder.Of("letter.tsr"));
        var ca = region.Of("pki", "time-authority.pem");
        (await region.Openssl.Run("ts", "-query", "-data", letter, digest, "-cert", "-out", question)).MustSucceed();
        await File.WriteAllBytesAsync(answer, await Post(region.Address + "/tsa", "application/timestamp-query", await File.ReadAllBytesAsync(question)));

        (await region.Openssl.Run("ts", "-verify", "-queryfile", question, "-in", answer, "-CAfile", ca)).MustSucceed();
        (await region.Openssl.Run("ts", "-verify", "-data", letter, "-in", answer, "-CAfile", ca)).MustSucceed();
        Assert.NotEqual(0, (await region.Openssl.Run("ts", "-verify", "-data", other, "-in", answer, "-CAfile", ca)).ExitCode);
        Assert.NotEqual(0, (await region.Openssl.Run("ts", "-verify", "-data", letter, "-in", answer, "-CAfile", region.Of("pki", "tls-authority.pem"))).ExitCode);

        // Our own verifier says the same of the token beside its file.
        File.Copy(answer, letter + ".tsr");
        Assert.Contains("SEDX-TIMESTAMP_RIGHT", (await SedxProcess.Run("verify", letter + ".tsr", "--trust", region.Of("trust"), "--json")).Output, StringComparison.Ordinal);
        File.Copy(answer, other + ".tsr");
        Assert.Contains("SEDX-TIMESTAMP_WRONG", (await SedxProcess.Run("verify", other + ".tsr", "--trust", region.Of("trust"), "--json")).Output, StringComparison.Ordinal);

        // Without a word about certificates there are none in the token, and with a policy that is not kept there is none at all.
        (await region.Openssl.Run("ts", "-query", "-data", letter, digest, "-no_nonce", "-out", question)).MustSucceed();
        await File.WriteAllBytesAsync(answer, await Post(region.Address + "/tsa", "application/timestamp-query", await File.ReadAllBytesAsync(question)));
        var tsa = await region.CertificateOf("pki", "authorities", "tsa");
        (await region.Openssl.Run("ts", "-verify", "-queryfile", question, "-in", answer, "-CAfile", ca, "-untrusted", tsa)).MustSucceed();
        Assert.NotEqual(0, (await region.Openssl.Run("ts", "-verify", "-queryfile", question, "-in", answer, "-CAfile", ca)).ExitCode);
        (await region.Openssl.Run("ts", "-query", "-data", letter, digest, "-tspolicy", "1.2.3", "-out", question)).MustSucceed();
        await File.WriteAllBytesAsync(answer, await Post(region.Address + "/tsa", "application/timestamp-query", await File.ReadAllBytesAsync(question)));
        var refused = (await region.Openssl.Run("ts", "-reply", "-in", answer, "-text")).MustSucceed().Output;
        Assert.Contains("Status: Rejected.", refused, StringComparison.Ordinal);
        Assert.Contains("the requested TSA policy is not supported", refused, StringComparison.Ordinal);
        await File.WriteAllBytesAsync(answer, await Post(region.Address + "/tsa", "application/timestamp-query", "rubbish"u8.ToArray()));
        Assert.Contains("the data submitted has the wrong format", (await region.Openssl.Run("ts", "-reply", "-in", answer, "-text")).MustSucceed().Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gost")]
    [InlineData("gost-512")]
    [InlineData("rsa")]
    [InlineData("ecdsa")]
    public async Task Openssl_hears_of_a_revocation_from_list_and_responder(string suite)
    {
        using var folder = new TempFolder();
        await using var region = await ServedRegion.StartAsync(folder, suite);
        var ca = region.Of("pki", "seal-authority.pem");
        var node = await region.CertificateOf("tula", "node");

        Assert.Equal("good", await Status(region, "seals", ca, "-cert", node));
        Assert.Equal(0, await Listed(folder, region, ca, node));
        Assert.Equal("unknown", await Status(region, "seals", ca, "-serial", "4660"));

        (await SedxProcess.Run("pki", "revoke", "--dir", region.Of(), "--certificate", node, "--reason", "keyCompromise")).MustSucceed();
        (await SedxProcess.Run("pki", "revoke", "--dir", region.Of(), "--certificate", node)).MustExitWith(2);
        (await SedxProcess.Run("pki", "revoke", "--dir", region.Of(), "--certificate", ca)).MustExitWith(2);

        Assert.Equal("revoked", await Status(region, "seals", ca, "-cert", node));
        Assert.NotEqual(0, await Listed(folder, region, ca, node));

        // The index is openssl's own: its responder and its list say what ours do.
        var authority = region.Of("pki", "authorities", "seals");
        (await region.Openssl.Run("pkcs12", "-in", Path.Combine(authority, "authority.p12"), "-passin", "file:" + Path.Combine(authority, "authority.pass"), "-nodes", "-out", folder.Of("ca.key"))).MustSucceed();
        var theirs = await region.Openssl.Run(
            "ocsp", "-index", Path.Combine(authority, "index.txt"), "-CA", ca, "-rsigner", ca, "-rkey", folder.Of("ca.key"), "-issuer", ca, "-cert", node, "-ndays", "1",
            "-respout", folder.Of("theirs.ors"), "-resp_text");
        Assert.Contains("revoked", theirs.Output, StringComparison.Ordinal);

        // Stopped in order, started again, it still knows.
        await region.StopAsync();
        await region.ServeAsync();
        Assert.Equal("revoked", await Status(region, "seals", ca, "-cert", node));
    }

    [Fact]
    public async Task What_is_no_question_gets_an_answer_that_says_so()
    {
        using var folder = new TempFolder();
        await using var region = await ServedRegion.StartAsync(folder, "ecdsa");
        var ca = region.Of("pki", "seal-authority.pem");
        var node = await region.CertificateOf("tula", "node");
        using var http = new HttpClient();

        // By GET, as RFC 6960 appendix A.1 has it, slashes of base64 escaped or not.
        var question = folder.Of("q.der");
        (await region.Openssl.Run("ocsp", "-issuer", ca, "-cert", node, "-no_nonce", "-reqout", question)).MustSucceed();
        var base64 = Convert.ToBase64String(await File.ReadAllBytesAsync(question));
        foreach (var path in new[] { base64, Uri.EscapeDataString(base64) })
        {
            var octets = await http.GetByteArrayAsync(new Uri($"{region.Address}/ocsp/seals/{path}"));
            await File.WriteAllBytesAsync(folder.Of("a.der"), octets);
            var read = await region.Openssl.Run("ocsp", "-respin", folder.Of("a.der"), "-issuer", ca, "-cert", node, "-CAfile", ca, "-no_nonce");
            Assert.Contains(": good", read.MustSucceed().Output, StringComparison.Ordinal);
        }

        byte[] malformed = [0x30, 0x03, 0x0A, 0x01, 0x01];
        Assert.Equal(malformed, await http.GetByteArrayAsync(new Uri($"{region.Address}/ocsp/seals/!!")));
        Assert.Equal(malformed, await Post(region.Address + "/ocsp/seals", "application/ocsp-request", [0x30, 0x80]));
        using var wrong = new ByteArrayContent([1]);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await http.PostAsync(new Uri(region.Address + "/tsa"), wrong)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri(region.Address + "/crl/nobody.crl"))).StatusCode);
        Assert.Equal(await File.ReadAllTextAsync(ca), Certificate.Parse(await http.GetByteArrayAsync(new Uri(region.Address + "/ca/seals.cer")))!.ToPem());
        (await SedxProcess.Run("pki", "serve", "--dir", folder.Path)).MustExitWith(2);
    }

    private static async Task<string> Status(ServedRegion region, string authority, string issuer, params string[] which)
    {
        var run = (await region.Openssl.Run(
            ["ocsp", "-issuer", issuer, .. which, "-url", $"{region.Address}/ocsp/{authority}", "-CAfile", region.Of("pki", "seal-authority.pem")])).MustSucceed();
        Assert.Contains("Response verify OK", run.Errors, StringComparison.Ordinal);
        return run.Output.Split(": ")[1].Split('\n')[0];
    }

    private static async Task<int> Listed(TempFolder folder, ServedRegion region, string ca, string certificate)
    {
        using var http = new HttpClient();
        var list = folder.Write("seals.crl", await http.GetByteArrayAsync(new Uri(region.Address + "/crl/seals.crl")));
        (await region.Openssl.Run("crl", "-in", list, "-inform", "DER", "-CAfile", ca, "-verify", "-out", folder.Of("seals.crl.pem"))).MustSucceed();
        return (await region.Openssl.Run("verify", "-crl_check", "-x509_strict", "-CRLfile", folder.Of("seals.crl.pem"), "-CAfile", ca, certificate)).ExitCode;
    }

    private static async Task<byte[]> Post(string address, string type, byte[] content)
    {
        using var http = new HttpClient();
        using var body = new ByteArrayContent(content);
        body.Headers.ContentType = new MediaTypeHeaderValue(type);
        using var answer = await http.PostAsync(new Uri(address), body);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsByteArrayAsync();
    }
}
