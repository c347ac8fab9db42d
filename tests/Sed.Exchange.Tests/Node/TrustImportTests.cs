using System.Text;
using System.Text.Json;
using Sed.Exchange.Containers.Accreditation;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Scenarios.Demo;
using Sed.Exchange.Tests.Accreditation;
using Sed.Exchange.Tests.Doubles;
using Sed.Exchange.Tests.Foreign;
using Sed.Exchange.Tests.Paths;

namespace Sed.Exchange.Tests.Node;

/// <summary><c>sedx trust import</c> and <c>sedx verify --ca-list</c>: whose list is taken, that every version stays, and that it ends paths.</summary>
public sealed class TrustImportTests : IDisposable
{
    private static readonly (string, string)[] Always = [("Действует", "2012-07-20T10:00:00")];
    private static readonly Minted Authority = Mint.Root("CN=Invented CA of Tula");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Signed_lists_are_taken_version_by_version_and_others_are_refused()
    {
        var config = await ConfigureAsync();
        var first = Write("first.xml", new ListDraft { Version = 7, Authorities = [ListDraft.Authority("УЦ", Always, ListDraft.Of(Authority.Certificate))] }.Signed);
        var second = Write("second.xml", new ListDraft { Version = 8 }.Signed);

        var (code, output, errors) = await RunningNode.CommandAsync("trust", "import", first, "--config", config, "--json");
        Assert.True(code == 0, output + errors);
        var told = JsonDocument.Parse(output).RootElement;
        Assert.Empty(SchemaCheck.Faults("sedx-trust-1.schema.json", told));
        Assert.Equal((true, 7, 1), (told.GetProperty("taken").GetBoolean(), told.GetProperty("version").GetInt32(), told.GetProperty("certificates").GetInt32()));
        Assert.Equal(0, (await RunningNode.CommandAsync("trust", "import", second, "--config", config)).Code);
        Assert.Equal(0, (await RunningNode.CommandAsync("trust", "import", second, "--config", config)).Code);
        Assert.Equal(1, (await RunningNode.CommandAsync("trust", "import", Write("old.xml", new ListDraft { Version = 6 }.Signed), "--config", config)).Code);
        Assert.Equal(1, (await RunningNode.CommandAsync("trust", "import", Write("bare.xml", new ListDraft { Version = 9 }.Octets), "--config", config)).Code);
        Assert.Equal(2, (await RunningNode.CommandAsync("trust", "import", _folder.File("absent.xml"), "--config", config)).Code);

        var folder = _folder.File("lists");
        Assert.Equal(2, Directory.GetFiles(folder).Length);
        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(Directory.GetFiles(folder).Order(StringComparer.Ordinal).First()));
        Assert.Equal(8, AccreditedFolder.Open(folder, Signing.Signer, Mint.Noon)!.Value.Opened.List!.Version);
        Assert.Null(AccreditedFolder.Open(folder, Authority.Certificate, Mint.Noon)!.Value.Opened.List);
        Assert.Null(AccreditedFolder.Open(folder, null, Mint.Noon)!.Value.Opened.List);

        // Without a signature only at somebody's word, and it says so for ever.
        Assert.Equal(0, (await RunningNode.CommandAsync("trust", "import", _folder.File("bare.xml"), "--config", config, "--unsigned")).Code);
        var (file, opened) = AccreditedFolder.Open(folder, Signing.Signer, Mint.Noon)!.Value;
        Assert.EndsWith(".unsigned.xml", file, StringComparison.Ordinal);
        Assert.Equal(AccreditationCodes.ListUnsigned, opened.Findings[0].Code);
    }

    [Fact]
    public async Task A_list_given_to_verify_ends_the_path_of_whom_it_calls_accredited()
    {
        var official = Mint.Issue(Authority, "CN=Official", []);
        var content = "a letter"u8.ToArray();
        Write("letter.txt", content);
        var signature = Write("letter.txt.sig", DocumentSignature.Sign(new MemoryStream(content), new MintedKey(official), Mint.Noon));
        var list = Write("list.xml", new ListDraft { Authorities = [ListDraft.Authority("УЦ", Always, ListDraft.Of(Authority.Certificate))] }.Signed);
        var signer = Write("signer.cer", Signing.Signer.Der.ToArray());
        string[] ask = ["verify", signature, "--at", Mint.Noon.ToString("O"), "--json"];

        Assert.Equal(3, (await RunningNode.CommandAsync(ask)).Code);
        var (code, output, errors) = await RunningNode.CommandAsync([.. ask, "--ca-list", list, "--ca-list-signer", signer]);
        Assert.Contains(AccreditationCodes.Accredited, output, StringComparison.Ordinal);
        Assert.True(code is 0 or 3, output + errors);
        Assert.Equal(2, (await RunningNode.CommandAsync([.. ask, "--ca-list", list])).Code);
        Assert.Equal(2, (await RunningNode.CommandAsync([.. ask, "--ca-list", signature, "--unsigned"])).Code);
        Assert.Equal(2, (await RunningNode.CommandAsync([.. ask, "--aia", "http://host/"])).Code);
    }

    private async Task<string> ConfigureAsync()
    {
        var region = _folder.File("region");
        Assert.Equal(0, (await RunningNode.CommandAsync("pki", "dev", "--out", region, "--suite", "ecdsa")).Code);
        var config = Directory.GetFiles(region, "node.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        var text = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(config))!;
        text["trust"]!["list"] = _folder.File("lists");
        text["trust"]!["listSigner"] = Write("ministry.pem", Encoding.ASCII.GetBytes(Signing.Signer.ToPem()));
        File.WriteAllText(config, text.ToJsonString());
        return config;
    }

    private string Write(string name, byte[] octets)
    {
        File.WriteAllBytes(_folder.File(name), octets);
        return _folder.File(name);
    }
}
