using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sed.Exchange.Adapters.Entropy;
using Sed.Exchange.Adapters.Timestamps;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery.Stamping;
using Sed.Exchange.Scenarios.Support;

namespace Sed.Exchange.Scenarios.Authorities;

/// <summary>An authority of time run by openssl, asked by our client: what others write is taken, and only where it is right.</summary>
public sealed class OpensslTimeTests
{
    private const string Configuration = GostOpenssl.Engine + """

        [req]
        distinguished_name = req_dn
        [req_dn]
        CN = x
        [root]
        basicConstraints = critical, CA:TRUE
        keyUsage = critical, keyCertSign, cRLSign
        subjectKeyIdentifier = hash
        [stamper]
        keyUsage = critical, digitalSignature
        extendedKeyUsage = critical, timeStamping
        authorityKeyIdentifier = keyid
        [authority]
        serial = serial
        signer_cert = tsa.pem
        signer_key = tsa.key
        signer_digest = DIGEST
        default_policy = 1.2.3.4.1
        digests = sha256, md_gost12_256, md_gost12_512
        accuracy = secs:1
        ess_cert_id_chain = no
        ess_cert_id_alg = DIGEST

        """;

    public static TheoryData<string, string, string> Suites => new()
    {
        { "ecdsa", "-newkey ec -pkeyopt ec_paramgen_curve:P-256", "sha256" },
        { "rsa", "-newkey rsa:2048", "sha256" },
        { "gost", "-newkey gost2012_256 -pkeyopt paramset:TCA", "md_gost12_256" },
        { "gost-512", "-newkey gost2012_512 -pkeyopt paramset:A", "md_gost12_512" },
    };

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task A_token_of_openssl_is_taken_when_its_authority_is_trusted(string suite, string key, string digest)
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.Of("openssl.cnf"), Configuration.Replace("DIGEST", digest, StringComparison.Ordinal));
        await File.WriteAllTextAsync(folder.Of("serial"), "01\n");
        await Openssl(folder, $"req -x509 -nodes {key} -{digest} -keyout ca.key -out ca.pem -days 60 -subj /CN=Authority -extensions root -config openssl.cnf");
        await Openssl(folder, $"req -new -nodes {key} -{digest} -keyout tsa.key -out tsa.csr -subj /CN=Time -config openssl.cnf");
        await Openssl(folder, $"x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -{digest} -extfile openssl.cnf -extensions stamper -days 60 -out tsa.pem");
        await Openssl(folder, $"req -x509 -nodes {key} -{digest} -keyout stranger.key -out stranger.pem -days 60 -subj /CN=Stranger -extensions root -config openssl.cnf");
        var imprint = Suite.Find(suite)!.Digest("a manifest"u8);
        var port = Ports.Next();
        await using var server = await Serve(folder, port);

        Assert.IsType<StampAnswer.Granted>(await Ask(folder, port, "ca.pem", imprint));
        Assert.Equal(StampCodes.Untrusted, Assert.IsType<StampAnswer.None>(await Ask(folder, port, "stranger.pem", imprint)).Code);
        Assert.Equal(StampCodes.Refused, Assert.IsType<StampAnswer.None>(await Ask(folder, port, "ca.pem", imprint, "1.9.9")).Code);
    }

    // openssl answers each question as a program of its own: it has no server for time.
    private static async Task<WebApplication> Serve(TempFolder folder, int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var server = builder.Build();
        server.Run(async context =>
        {
            await using (var question = File.Create(folder.Of("question.tsq"))) await context.Request.Body.CopyToAsync(question);
            await ToolRun.Run(
                "openssl", "ts -reply -config openssl.cnf -section authority -queryfile question.tsq -out answer.tsr".Split(' '), folder.Path, Environment(folder));
            await context.Response.Body.WriteAsync(await File.ReadAllBytesAsync(folder.Of("answer.tsr")));
        });
        await server.StartAsync();
        return server;
    }

    private static async Task<StampAnswer> Ask(TempFolder folder, int port, string trusted, DigestValue imprint, string? policy = null)
    {
        var anchor = Certificate.Parse(await File.ReadAllBytesAsync(folder.Of(trusted)))!;
        using var client = new HttpTimeAuthorities(
            new TimeAuthorityOptions { Addresses = [new Uri($"http://127.0.0.1:{port}/")], Policy = policy },
            new TrustAnchors([anchor], []),
            TimeProvider.System,
            new RandomEntropy(TimeProvider.System),
            NullLogger<HttpTimeAuthorities>.Instance);
        return await client.StampAsync(imprint, CancellationToken.None);
    }

    private static async Task Openssl(TempFolder folder, string arguments) =>
        (await ToolRun.Run("openssl", arguments.Split(' '), folder.Path, Environment(folder))).MustSucceed();

    private static Dictionary<string, string?> Environment(TempFolder folder) => new() { ["OPENSSL_CONF"] = folder.Of("openssl.cnf") };
}
