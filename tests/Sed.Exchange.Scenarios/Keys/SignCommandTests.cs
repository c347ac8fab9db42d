using Sed.Exchange.Containers.Pki;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Scenarios.Support;

namespace Sed.Exchange.Scenarios.Keys;

/// <summary>Keys that openssl made sign through us, keys that we made open in openssl, and openssl judges every signature.</summary>
public sealed class SignCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly GostOpenssl _openssl;

    public SignCommandTests() => _openssl = new GostOpenssl(_folder);

    public static TheoryData<string> Algorithms => new()
    {
        { "gost2012_256 -pkeyopt paramset:A" },
        { "gost2012_256 -pkeyopt paramset:TCB" },
        { "gost2012_512 -pkeyopt paramset:A" },
        { "rsa:2048" },
        { "ec -pkeyopt ec_paramgen_curve:P-256" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Algorithms))]
    public async Task A_key_of_openssl_signs_through_us_and_openssl_holds_the_signature_for_cades(string algorithm)
    {
        var document = _folder.Write("document.pdf", System.Security.Cryptography.RandomNumberGenerator.GetBytes(300_000));
        var digest = algorithm.StartsWith("gost", StringComparison.Ordinal) ? algorithm.Contains("512", StringComparison.Ordinal) ? "md_gost12_512" : "md_gost12_256" : "sha256";
        await OpensslAsync($"req -x509 -newkey {algorithm} -nodes -{digest} -subj /CN=Official -days 30 -keyout official.key -out official.pem "
            + "-addext keyUsage=critical,digitalSignature,nonRepudiation");
        await OpensslAsync("pkcs12 -export -inkey official.key -in official.pem -passout pass:secret -out official.p12");
        _folder.Write("official.pass", "secret\n"u8.ToArray());

        (await SedxProcess.Run("sign", document, "--key", _folder.Of("official.p12"), "--password-file", _folder.Of("official.pass"))).MustSucceed();

        var verify = "cms -verify -cades -binary -inform DER -in document.pdf.sig -content document.pdf -CAfile official.pem -purpose any -out verified.pdf";
        await OpensslAsync(verify);
        Assert.Equal(await File.ReadAllBytesAsync(document), await File.ReadAllBytesAsync(_folder.Of("verified.pdf")));
        Directory.CreateDirectory(_folder.Of("trust"));
        File.Copy(_folder.Of("official.pem"), _folder.Of("trust", "official.pem"));
        (await SedxProcess.Run("verify", document, "--detached", document + ".sig", "--trust", _folder.Of("trust"))).MustSucceed();

        // One altered octet is found by both.
        await using (var file = new FileStream(document, FileMode.Open)) file.WriteByte(0xFF);
        Assert.NotEqual(0, (await RunAsync(verify)).ExitCode);
        (await SedxProcess.Run("verify", document, "--detached", document + ".sig", "--trust", _folder.Of("trust"))).MustExitWith(1);
    }

    [Theory]
    [InlineData("gost")]
    [InlineData("gost-512")]
    [InlineData("rsa")]
    [InlineData("ecdsa")]
    public async Task Openssl_opens_the_key_files_that_we_write(string suite)
    {
        var now = TimeProvider.System.GetUtcNow();
        var (made, request) = SelfSignedKey.Make(Suite.Find(suite)!, new CertificateSubject("Печать", CertificatePurpose.Seal), now.AddDays(-1), now.AddDays(30), "пароль");
        _folder.Write("made.p12", made.Pkcs12);
        _folder.Write("made.pem", System.Text.Encoding.ASCII.GetBytes(made.Certificate.ToPem()));
        _folder.Write("made.csr", request);
        _folder.Write("pass", "пароль\n"u8.ToArray());

        await OpensslAsync("pkcs12 -in made.p12 -passin file:pass -nodes -out opened.pem");
        await OpensslAsync("pkey -in opened.pem -pubout -out of-key.pub");
        await OpensslAsync("req -inform DER -in made.csr -verify -noout");
        Assert.Equal(await File.ReadAllTextAsync(_folder.Of("of-key.pub")), (await RunAsync("x509 -in made.pem -noout -pubkey")).MustSucceed().Output);
        Assert.Contains("AES-256-CBC", (await RunAsync("pkcs12 -in made.p12 -passin file:pass -info -nokeys -nocerts")).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_with_a_key_file_is_said()
    {
        var document = _folder.Write("document.txt", "text"u8.ToArray());
        await OpensslAsync("req -x509 -newkey rsa:2048 -nodes -subj /CN=Old -keyout old.key -out old.pem");
        await OpensslAsync("pkcs12 -export -legacy -inkey old.key -in old.pem -passout pass:secret -out legacy.p12");
        await OpensslAsync("pkcs12 -export -inkey old.key -in old.pem -passout pass:secret -out right.p12");
        await OpensslAsync("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-384 -nodes -subj /CN=P384 -keyout p384.key -out p384.pem");
        await OpensslAsync("pkcs12 -export -inkey p384.key -in p384.pem -passout pass:secret -out p384.p12");
        _folder.Write("pass", "secret\n"u8.ToArray());
        _folder.Write("wrong", "other\n"u8.ToArray());

        Assert.Contains("password", await FaultAsync(document, "right.p12", "wrong"), StringComparison.Ordinal);
        Assert.Contains("suite", await FaultAsync(document, "p384.p12", "pass"), StringComparison.Ordinal);
        Assert.Contains("not a PKCS#12", await FaultAsync(document, "old.pem", "pass"), StringComparison.Ordinal);
        Assert.False(File.Exists(document + ".sig"));

        // A file of the time before AES opens; what is signed is not written over.
        (await SedxProcess.Run("sign", document, "--key", _folder.Of("legacy.p12"), "--password-file", _folder.Of("pass"))).MustSucceed();
        Assert.Contains("document.txt.sig", await FaultAsync(document, "right.p12", "pass"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rsa:2048")]
    [InlineData("ec -pkeyopt ec_paramgen_curve:P-256")]
    public async Task Xmlsec1_agrees_with_what_is_signed_as_xml(string algorithm)
    {
        var document = _folder.Write("letter.txt", "text of the letter"u8.ToArray());
        await OpensslAsync($"req -x509 -newkey {algorithm} -nodes -subj /CN=Official -keyout official.key -out official.pem");
        await OpensslAsync("pkcs12 -export -inkey official.key -in official.pem -passout pass:secret -out official.p12");
        _folder.Write("pass", "secret\n"u8.ToArray());
        (await SedxProcess.Run("sign", document, "--xml", "--key", _folder.Of("official.p12"), "--password-file", _folder.Of("pass"))).MustSucceed();

        string[] verify = ["--verify", "--enabled-key-data", "x509", "--trusted-pem", "official.pem", "--id-attr:Id", "http://uri.etsi.org/01903/v1.3.2#:SignedProperties", "letter.txt.xml"];
        (await ToolRun.Run("xmlsec1", verify, _folder.Path)).MustSucceed();
        await File.WriteAllTextAsync(document, "text of the lettel");
        Assert.NotEqual(0, (await ToolRun.Run("xmlsec1", verify, _folder.Path)).ExitCode);
    }

    private async Task<string> FaultAsync(string document, string key, string password) =>
        (await SedxProcess.Run("sign", document, "--lang", "en", "--key", _folder.Of(key), "--password-file", _folder.Of(password))).MustExitWith(2).Errors;

    private async Task OpensslAsync(string arguments) => (await RunAsync(arguments)).MustSucceed();

    private Task<ToolRun> RunAsync(string arguments) => ToolRun.Run(
        "openssl", arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), _folder.Path, new Dictionary<string, string?> { ["OPENSSL_CONF"] = _openssl.ConfigurationFile });
}
