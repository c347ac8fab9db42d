using System.Text.Json;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Cms;
using Org.BouncyCastle.Cms;
using Sed.Exchange.Scenarios.Support;

namespace Sed.Exchange.Scenarios.Signatures;

/// <summary>An authority, signers and an authority of time made with openssl (and its GOST engine) alone, and sedx that judges what they make.</summary>
internal sealed class ForeignTools : IDisposable
{
    private const string SignatureTimestamp = "1.2.840.113549.1.9.16.2.14";

    private const string Stamping = """
        [tsa]
        default_tsa = tsa_config
        [tsa_config]
        serial = serial.txt
        signer_digest = sha256
        default_policy = 1.2.3.4.1
        digests = sha256, sha384, sha512
        ess_cert_id_alg = sha256
        """;

    private readonly TempFolder _folder = new();
    private readonly GostOpenssl _openssl;

    public ForeignTools() => _openssl = new GostOpenssl(_folder);

    public void Dispose() => _folder.Dispose();

    public string Of(string name) => _folder.Of(name);

    public string Write(string name, string text) => _folder.Write(name, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Runs openssl in the folder.</summary>
    public async Task Openssl(string arguments) => (await ToolRun.Run(
        "openssl", arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), _folder.Path, new Dictionary<string, string?> { ["OPENSSL_CONF"] = _openssl.ConfigurationFile })).MustSucceed();

    /// <summary>Runs xmlsec1 in the folder.</summary>
    public Task<ToolRun> Xmlsec(params string[] arguments) => ToolRun.Run("xmlsec1", arguments, _folder.Path);

    /// <summary>A root in the trust folder, and a key with its certificate under it.</summary>
    /// <param name="name">Name of the key's files.</param>
    /// <param name="algorithm">Arguments of <c>openssl req -newkey</c>.</param>
    /// <param name="digest">The digest of the certificates.</param>
    /// <param name="extensions">Extensions of the certificate.</param>
    public async Task Issue(string name, string algorithm, string digest, string extensions = "keyUsage=critical,digitalSignature,nonRepudiation")
    {
        Directory.CreateDirectory(Of("trust"));
        Write($"{name}.ext", extensions);
        await Openssl($"req -x509 -newkey {algorithm} -nodes -{digest} -days 30 -subj /CN=Root-{name} -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign -keyout {name}-root.key -out trust/{name}-root.pem");
        await Openssl($"req -new -newkey {algorithm} -nodes -{digest} -subj /CN={name} -keyout {name}.key -out {name}.csr");
        await Openssl($"x509 -req -in {name}.csr -{digest} -days 20 -CA trust/{name}-root.pem -CAkey {name}-root.key -CAcreateserial -extfile {name}.ext -out {name}.pem");
    }

    /// <summary>A token over a file, made with <c>openssl ts</c>.</summary>
    public async Task Stamp(string file, string answer)
    {
        if (!File.Exists(Of("tsa.pem")))
        {
            await Issue("tsa", "rsa:2048", "sha256", "keyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping");
            Write("tsa.cnf", Stamping);
            Write("serial.txt", "01");
        }

        await Openssl($"ts -query -data {file} -sha256 -cert -out {answer}.query");
        await Openssl($"ts -reply -config tsa.cnf -queryfile {answer}.query -signer tsa.pem -inkey tsa.key -out {answer}");
    }

    /// <summary>Puts a token over the value of the only signature into a CMS, and so makes CAdES-T of CAdES-BES.</summary>
    public async Task AddStamp(string signature)
    {
        var cms = new CmsSignedData(await File.ReadAllBytesAsync(Of(signature)));
        var signer = Assert.Single(cms.GetSignerInfos().GetSigners());
        _folder.Write("value.bin", signer.GetSignature());
        await Stamp("value.bin", "value.tsr");
        await Openssl("ts -reply -in value.tsr -token_out -out value.tst");
        var token = Asn1Object.FromByteArray(await File.ReadAllBytesAsync(Of("value.tst")));
        var attributes = new AttributeTable(new Asn1EncodableVector(new Org.BouncyCastle.Asn1.Cms.Attribute(new DerObjectIdentifier(SignatureTimestamp), new DerSet(token))));
        var changed = CmsSignedData.ReplaceSigners(cms, new SignerInformationStore([SignerInformation.ReplaceUnsignedAttributes(signer, attributes)]));
        _folder.Write(signature, changed.GetEncoded());
    }

    /// <summary>What sedx says about a file.</summary>
    public async Task<(int Code, JsonElement Verdict)> Judge(string file, params string[] arguments)
    {
        var run = await SedxProcess.Run(["verify", Of(file), "--json", .. arguments]);
        Assert.True(run.ExitCode != 2, run.Errors);
        return (run.ExitCode, JsonDocument.Parse(run.Output).RootElement);
    }
}
