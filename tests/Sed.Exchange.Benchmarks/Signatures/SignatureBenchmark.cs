using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Foreign;
using Sed.Exchange.Containers.Policies;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Benchmarks.Signatures;

/// <summary>
/// Signs and verifies by suite, beside OpenSSL and xmlsec1 on the same octets in the same run: detached CAdES over a document of 4 KB, XAdES over a receipt's document of that size, and
/// XMLDSig enveloped in it. Nobody looks at paths. OpenSSL is called in this process and, in one more row, as a process each; xmlsec1 repeats in one process, whose start is taken off.
/// </summary>
internal sealed class SignatureBenchmark(BenchmarkOptions options, string folder)
{
    private const string Absent = "–";

    // One process of xmlsec1 does as many more than the one it is compared with.
    private const int Repetitions = 200;

    private readonly Tool _tool = new(folder);
    private readonly PathQuestion _question = new() { At = TimeProvider.System.GetUtcNow(), IsAsked = false, Policy = VerificationPolicies.Find("dev")! };
    private readonly byte[] _document = RandomNumberGenerator.GetBytes(4 * 1024);
    private readonly SortedDictionary<int, (string Name, List<string> Cells)> _rows = [];

    /// <summary>Measures everything and gives the table.</summary>
    public static string Run(BenchmarkOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("sedx-signatures-");
        try
        {
            return new SignatureBenchmark(options, folder.FullName).Run();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private string Run()
    {
        if (!Libcrypto.UseGost()) throw OpensslSigner.Error("OpenSSL has no engine \"gost\" (on Debian the package libengine-gost-openssl)");
        Write("openssl.cnf", "openssl_conf = c\n[c]\nengines = e\n[e]\ngost = g\n[g]\nengine_id = gost\ndefault_algorithms = ALL\n");
        File.WriteAllBytes(Path.Combine(folder, "document"), _document);
        var keys = SignatureKey.MakeAll(TimeProvider.System.GetUtcNow());
        foreach (var key in keys)
        {
            Console.Error.WriteLine(key.Name);
            MeasureCms(key);
            MeasureXml(key);
        }

        var text = new StringBuilder($"{Libcrypto.Version}; {_tool.Run("xmlsec1", "--version").Trim()}\n\n");
        text.Append("| per second | ").AppendJoin(" | ", keys.Select(key => key.Name)).Append(" |\n").Append("| --- |").Insert(text.Length, " --- |", keys.Count).Append('\n');
        foreach (var (name, cells) in _rows.Values) text.Append(CultureInfo.InvariantCulture, $"| {name} | ").AppendJoin(" | ", cells).Append(" |\n");
        return text.ToString();
    }

    private void MeasureCms(SignatureKey key)
    {
        var openssl = new OpensslSigner(key.Pkcs12, SignatureKey.Password);
        var own = key.IsOurs ? SoftwareKey.FromPkcs12(key.Pkcs12, SignatureKey.Password) : null;
        byte[] Sign() => DocumentSignature.Sign(new MemoryStream(_document), own!, _question.At);
        var signature = own is null ? openssl.Sign(_document) : Sign();
        Add(0, "CMS, verify: ours", Rounds.Measure(options, () => Passed(DocumentSignature.Verify(new MemoryStream(_document), signature, "s", "f", _question)[0].Result)));
        Add(1, "… OpenSSL in this process", Rounds.Measure(options, () => OpensslSigner.Verify(signature, _document) ? true : throw OpensslSigner.Error("CMS_verify")));
        File.WriteAllBytes(Path.Combine(folder, "signature"), signature);
        Add(2, "… `openssl cms`, a process each", Rounds.Measure(options, () => _tool.Run(
            "openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "signature", "-content", "document", "-noverify", "-out", "/dev/null")));
        Add(3, "CMS, sign: ours", own is null ? null : Rounds.Measure(options, Sign));
        Add(4, "… OpenSSL in this process", Rounds.Measure(options, () => openssl.Sign(_document)));
    }

    // XML with GOST: our own objects have CAdES there, and xmlsec1 as Debian builds it does not know GOST.
    private void MeasureXml(SignatureKey key)
    {
        var own = key.IsOurs && !key.IsGost ? SoftwareKey.FromPkcs12(key.Pkcs12, SignatureKey.Password) : null;
        byte[] Sign() => Xades.Sign(own!, [new SignedReference("document", own!.Suite.Digest(_document))], _question.At);
        var xades = own is null ? null : Sign();
        var request = new ForeignXmlRequest { Question = _question, Contents = new Dictionary<string, byte[]> { ["document"] = _document } };
        Add(10, "XAdES, verify: ours, as our own", xades is null ? null : Rounds.Measure(options, () => Passed(ReadOwn(xades))));
        Add(11, "… ours, as of others", xades is null ? null : Rounds.Measure(options, () => Passed(SignedXmlDocument.Verify(xades, request).Result)));
        if (!key.IsGost) WriteKey(key);
        if (xades is not null) File.WriteAllBytes(Path.Combine(folder, "xades.xml"), xades);
        string[] verifying = ["--verify", "--pubkey-cert-pem", "certificate.pem", "--enabled-key-data", "rsa,ecdsa", "--id-attr:Id", "http://uri.etsi.org/01903/v1.3.2#:SignedProperties"];
        Add(12, "… xmlsec1", xades is not null ? _tool.Repeated(options, Repetitions, "xmlsec1", [.. verifying, "xades.xml"]) : null);
        Add(13, "XAdES, sign: ours", own is null ? null : Rounds.Measure(options, Sign));

        // What xmlsec1 signed is what both verify.
        if (!key.IsGost)
        {
            Write("template.xml", Template(key));
            _tool.Run("xmlsec1", "--sign", "--privkey-pem", "key.pem,certificate.pem", "--output", "signed.xml", "template.xml");
        }

        var signed = key.IsGost ? null : File.ReadAllBytes(Path.Combine(folder, "signed.xml"));
        Add(20, "XMLDSig, verify: ours", signed is null ? null : Rounds.Measure(options, () => Passed(SignedXmlDocument.Verify(signed, new ForeignXmlRequest { Question = _question }).Result)));
        Add(21, "… xmlsec1", signed is null ? null : _tool.Repeated(options, Repetitions, "xmlsec1", "--verify", "--pubkey-cert-pem", "certificate.pem", "--enabled-key-data", "rsa,ecdsa", "signed.xml"));
        Add(22, "XMLDSig, sign: xmlsec1", signed is null ? null : _tool.Repeated(options, Repetitions, "xmlsec1", "--sign", "--privkey-pem", "key.pem,certificate.pem", "--output", "again.xml", "template.xml"));
    }

    // What every opened receipt and container does with its signatures file: profile, value and the digest of what it is over.
    private VerdictResult ReadOwn(byte[] xades)
    {
        var read = Xades.Read(xades);
        return read.References[0].Digest == read.Suite!.Digest(_document) ? read.Result : VerdictResult.Failed;
    }

    private void WriteKey(SignatureKey key)
    {
        using var certificate = X509CertificateLoader.LoadPkcs12(key.Pkcs12, SignatureKey.Password, X509KeyStorageFlags.Exportable | X509KeyStorageFlags.EphemeralKeySet);
        using AsymmetricAlgorithm pair = certificate.GetRSAPrivateKey() ?? (AsymmetricAlgorithm)certificate.GetECDsaPrivateKey()!;
        Write("key.pem", pair.ExportPkcs8PrivateKeyPem() + "\n");
        Write("certificate.pem", certificate.ExportCertificatePem() + "\n");
    }

    private static string Template(SignatureKey key)
    {
        var digest = key.Name.EndsWith("384", StringComparison.Ordinal) ? "http://www.w3.org/2001/04/xmldsig-more#sha384" : "http://www.w3.org/2001/04/xmlenc#sha256";
        var method = $"http://www.w3.org/2001/04/xmldsig-more#{(key.Name.StartsWith("RSA", StringComparison.Ordinal) ? "rsa" : "ecdsa")}-{digest[^6..]}";
        var lines = string.Concat(Enumerable.Range(0, 60).Select(line => $"<line number=\"{line}\"><text>О ремонте дороги, участок {line}</text></line>"));
        return $"""
            <order xmlns="urn:order">{lines}<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo><CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/><SignatureMethod Algorithm="{method}"/><Reference URI=""><Transforms><Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/><Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/></Transforms><DigestMethod Algorithm="{digest}"/><DigestValue/></Reference></SignedInfo><SignatureValue/><KeyInfo><X509Data/></KeyInfo></Signature></order>
            """;
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);

    private void Add(int place, string name, Rate? rate)
    {
        if (!_rows.TryGetValue(place, out var row)) _rows[place] = row = (name, []);
        row.Cells.Add(rate?.ToString() ?? Absent);
    }

    private static bool Passed(VerdictResult result) => result == VerdictResult.Passed ? true : throw new InvalidOperationException($"The signature is {result}.");
}
