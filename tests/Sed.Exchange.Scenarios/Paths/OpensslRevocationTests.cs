using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Sed.Exchange.Scenarios.Support;

namespace Sed.Exchange.Scenarios.Paths;

/// <summary>
/// An authority run with openssl, GOST keys included: it issues, revokes, publishes lists and answers OCSP; <c>sedx verify</c> judges signatures by them.
/// </summary>
public sealed class OpensslRevocationTests
{
    private const string Configuration = GostOpenssl.Engine + """
        [ca]
        default_ca = authority
        [authority]
        database = index.txt
        serial = serial
        crlnumber = crlnumber
        new_certs_dir = .
        certificate = ca.pem
        private_key = ca.key
        default_md = DIGEST
        default_days = 30
        default_crl_days = 7
        policy = policy
        copy_extensions = none
        crl_extensions = crl_extensions
        [policy]
        commonName = supplied
        [req]
        distinguished_name = req_dn
        prompt = no
        [req_dn]
        CN = x
        [crl_extensions]
        authorityKeyIdentifier = keyid
        [root]
        basicConstraints = critical, CA:TRUE
        keyUsage = critical, keyCertSign, cRLSign
        subjectKeyIdentifier = hash
        [signer]
        keyUsage = critical, digitalSignature, nonRepudiation
        authorityKeyIdentifier = keyid
        [responder]
        keyUsage = critical, digitalSignature
        extendedKeyUsage = critical, OCSPSigning
        noCheck = yes
        authorityKeyIdentifier = keyid

        """;

    public static TheoryData<string, string, string> Suites => new()
    {
        { "ecdsa", "-newkey ec -pkeyopt ec_paramgen_curve:P-256", "sha256" },
        { "rsa", "-newkey rsa:2048", "sha256" },
        { "gost", "-newkey gost2012_256 -pkeyopt paramset:TCA", "md_gost12_256" },
    };

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task Lists_and_answers_of_openssl_tell_sedx_what_was_revoked(string suite, string key, string digest)
    {
        using var folder = new TempFolder();
        await Prepare(folder, key, digest);
        Directory.CreateDirectory(folder.Of("trust"));
        File.Copy(folder.Of("ca.pem"), folder.Of("trust", "ca.pem"));
        await File.WriteAllTextAsync(folder.Of("letter.txt"), $"Письмо, {suite}");
        await Openssl(folder, $"cms -sign -binary -cades -md {digest} -in letter.txt -signer signer.pem -inkey signer.key -outform DER -out letter.txt.sig");

        // Before the revocation.
        await Openssl(folder, "ca -gencrl -out good.crl");
        await Answer(folder, "good.ors");
        Assert.Equal((3, "SEDX-REVOCATION_UNKNOWN", "indeterminate"), await Verify(folder, "--revocation", "required"));
        Assert.Equal((0, "SEDX-REVOCATION_NOT_CHECKED", "notChecked"), await Verify(folder));
        Assert.Equal((0, "SEDX-REVOCATION_GOOD", "passed"), await Verify(folder, "--revocation", "required", "--crl", folder.Of("good.crl")));
        Assert.Equal((0, "SEDX-REVOCATION_GOOD", "passed"), await Verify(folder, "--revocation", "required", "--crl", folder.Of("good.ors")));

        // After it; what was told before does not outweigh it. Nothing proves that the signature is older or younger than the revocation: nobody can tell (REVOKED_NO_POE).
        await Openssl(folder, "ca -revoke signer.pem -crl_reason keyCompromise");
        await Openssl(folder, "ca -gencrl -out bad.crl");
        await Answer(folder, "bad.ors");
        Assert.Equal((3, "SEDX-REVOKED", "indeterminate"), await Verify(folder, "--crl", folder.Of("bad.crl")));
        Assert.Equal((3, "SEDX-REVOKED", "indeterminate"), await Verify(folder, "--crl", folder.Of("bad.ors")));
        Assert.Equal((3, "SEDX-REVOKED", "indeterminate"), await Verify(folder, "--crl", folder.Of("good.ors"), "--crl", folder.Of("bad.crl")));
        Assert.Equal((0, "SEDX-REVOCATION_NOT_CHECKED", "notChecked"), await Verify(folder, "--revocation", "off", "--crl", folder.Of("bad.crl")));

        // A list that was altered tells nothing; one that is none is an error.
        await Openssl(folder, "crl -in good.crl -outform DER -out good.der");
        var octets = await File.ReadAllBytesAsync(folder.Of("good.der"));
        octets[^9] ^= 0x01;
        await File.WriteAllBytesAsync(folder.Of("altered.crl"), octets);
        Assert.Equal((3, "SEDX-REVOCATION_UNKNOWN", "indeterminate"), await Verify(folder, "--revocation", "required", "--crl", folder.Of("altered.crl")));
        await File.WriteAllTextAsync(folder.Of("none.crl"), "nothing");
        (await SedxProcess.Run("verify", folder.Of("letter.txt"), "--trust", folder.Of("trust"), "--crl", folder.Of("none.crl"))).MustExitWith(2);
    }

    [Fact]
    public async Task A_responder_of_openssl_is_asked_where_the_certificate_says()
    {
        using var folder = new TempFolder();
        var port = Ports.Next();
        await Prepare(folder, "-newkey ec -pkeyopt ec_paramgen_curve:P-256", "sha256", $"authorityInfoAccess = OCSP;URI:http://127.0.0.1:{port}/");
        Directory.CreateDirectory(folder.Of("trust"));
        File.Copy(folder.Of("ca.pem"), folder.Of("trust", "ca.pem"));
        await File.WriteAllTextAsync(folder.Of("letter.txt"), "Письмо");
        await Openssl(folder, "cms -sign -binary -cades -md sha256 -in letter.txt -signer signer.pem -inkey signer.key -outform DER -out letter.txt.sig");

        await using (await Responder(folder, port))
        {
            Assert.Equal((0, "SEDX-REVOCATION_GOOD", "passed"), await Verify(folder, "--revocation", "required", "--fetch", "any"));
            // An inner address is not asked at the word of a certificate alone.
            Assert.Equal((3, "SEDX-REVOCATION_UNKNOWN", "indeterminate"), await Verify(folder, "--revocation", "required", "--fetch", "public"));
        }

        // Nobody answers: what is not demanded stops nothing.
        Assert.Equal((0, "SEDX-REVOCATION_NOT_CHECKED", "notChecked"), await Verify(folder, "--fetch", "any"));
        await Openssl(folder, "ca -revoke signer.pem -crl_reason keyCompromise");
        await using (await Responder(folder, port))
        {
            Assert.Equal((3, "SEDX-REVOKED", "indeterminate"), await Verify(folder, "--fetch", "any"));
        }
    }

    // openssl answers each question as a program of its own: its own server would listen on every address of the machine.
    private static async Task<WebApplication> Responder(TempFolder folder, int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var server = builder.Build();
        server.Run(async context =>
        {
            await using (var question = File.Create(folder.Of("question.der"))) await context.Request.Body.CopyToAsync(question);
            await Openssl(folder, "ocsp -index index.txt -CA ca.pem -rsigner responder.pem -rkey responder.key -reqin question.der -respout answer.der -ndays 1");
            await context.Response.Body.WriteAsync(await File.ReadAllBytesAsync(folder.Of("answer.der")));
        });
        await server.StartAsync();
        return server;
    }

    private static async Task Prepare(TempFolder folder, string key, string digest, string more = "")
    {
        await File.WriteAllTextAsync(
            folder.Of("openssl.cnf"),
            Configuration.Replace("DIGEST", digest, StringComparison.Ordinal).Replace("[responder]", $"{more}\n[responder]", StringComparison.Ordinal));
        await File.WriteAllTextAsync(folder.Of("index.txt"), string.Empty);
        await File.WriteAllTextAsync(folder.Of("serial"), "1000\n");
        await File.WriteAllTextAsync(folder.Of("crlnumber"), "01\n");
        await Openssl(folder, $"req -x509 -nodes {key} -{digest} -keyout ca.key -out ca.pem -days 60 -subj /CN=Authority -extensions root -config openssl.cnf");
        foreach (var name in new[] { "signer", "responder" })
        {
            await Openssl(folder, $"req -new -nodes {key} -{digest} -keyout {name}.key -out {name}.csr -subj /CN={name} -config openssl.cnf");
            await Openssl(folder, $"ca -batch -config openssl.cnf -in {name}.csr -out {name}.pem -notext -extensions {name}");
        }
    }

    private static async Task Answer(TempFolder folder, string file) => await Openssl(
        folder, $"ocsp -index index.txt -CA ca.pem -rsigner responder.pem -rkey responder.key -issuer ca.pem -cert signer.pem -ndays 7 -no_nonce -respout {file}", mayFail: true);

    private static async Task Openssl(TempFolder folder, string arguments, bool mayFail = false)
    {
        var run = await ToolRun.Run("openssl", arguments.Split(' '), folder.Path, new Dictionary<string, string?> { ["OPENSSL_CONF"] = folder.Of("openssl.cnf") });
        if (!mayFail) run.MustSucceed();
    }

    private static async Task<(int Code, string Finding, string Result)> Verify(TempFolder folder, params string[] more)
    {
        var run = await SedxProcess.Run(["verify", folder.Of("letter.txt"), "--detached", folder.Of("letter.txt.sig"), "--trust", folder.Of("trust"), "--json", .. more]);
        using var verdict = JsonDocument.Parse(run.Output);
        var findings = verdict.RootElement.GetProperty("signatures")[0].GetProperty("findings").EnumerateArray();
        var finding = findings.Single(one => one.GetProperty("stage").GetString() == "revocation");
        return (run.ExitCode, finding.GetProperty("code").GetString()!, finding.GetProperty("result").GetString()!);
    }
}
