using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Sed.Exchange.Adapters.Sqlite;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Node.Region;
using Sed.Exchange.Packages.Sev;
using Sed.Exchange.Scenarios.Live;
using Sed.Exchange.Scenarios.Support;

namespace Sed.Exchange.Scenarios.Folders;

/// <summary>One node as a process with two installations that know nothing but their folders: the government writes, the office in Moscow reads.</summary>
internal sealed class FolderNode : IAsyncDisposable
{
    private static readonly PlannedOrganisation From = ReferenceRegion.Organisations.Single(row => row.Id == ReferenceRegion.Government);
    private static readonly PlannedOrganisation To = ReferenceRegion.Organisations.Single(row => row.Id == ReferenceRegion.MoscowOffice);

    private readonly TempFolder _folder = new();

    private FolderNode(JsonObject channels)
    {
        var ports = Ports.Take(9);
        var made = RegionMaker.Make(
            ReferenceRegion.Plan(Suite.Ecdsa, ports) with { FolderLook = TimeSpan.FromMilliseconds(100) }, _folder.Of("region"), TimeProvider.System);
        Sender = made.FoldersOf(From.Id);
        Recipient = made.FoldersOf(To.Id);
        var tula = made.Node("tula");
        var configuration = JsonNode.Parse(File.ReadAllText(tula.ConfigFile))!.AsObject();
        configuration["delivery"] = new JsonObject { ["lease"] = "00:00:10" };
        foreach (var (key, value) in channels) configuration["channels"]![key] = value?.DeepClone();
        File.WriteAllText(tula.ConfigFile, configuration.ToJsonString());
        Live = new LiveNode(tula, new Surroundings());
    }

    /// <summary>The process.</summary>
    public LiveNode Live { get; }

    /// <summary>Folders of who writes.</summary>
    public InstallationFolders Sender { get; }

    /// <summary>Folders of who reads.</summary>
    public InstallationFolders Recipient { get; }

    /// <summary>Makes and starts it.</summary>
    /// <param name="channels">Keys of <c>channels</c> besides the folders.</param>
    public static async Task<FolderNode> StartAsync(JsonObject? channels = null)
    {
        var node = new FolderNode(channels ?? []);
        try
        {
            await node.Live.StartAsync();
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lays a letter into an outbox as «Дело» does.</summary>
    /// <param name="folders">Whose.</param>
    /// <param name="id">The package's own id.</param>
    /// <param name="withEnv">False: only its folder.</param>
    /// <returns>The pair's path without ending.</returns>
    public static string Export(InstallationFolders folders, string id, bool withEnv = true)
    {
        var (from, to) = folders.Root.EndsWith(From.Id.ToString(), StringComparison.Ordinal) ? (From, To) : (To, From);
        var stamp = Path.Combine(folders.Out, DateTime.UnixEpoch.AddMinutes(30_000_000 + (id[0] % 16)).ToString("yyyy.MM.dd_HH-mm", CultureInfo.InvariantCulture));
        var pair = Path.Combine(stamp, Guid.NewGuid().ToString("D"));
        Directory.CreateDirectory(pair);
        File.WriteAllText(Path.Combine(pair, "letter.pdf"), Content(id));
        File.WriteAllText(Path.Combine(pair, "DocInfo.xml"), $"""
            <?xml version="1.0" encoding="utf-8"?>
            <DocInfo xmlns="http://www.eos.ru/2010/sev"><Header MessageID="{id}" Version="1.0" Time="2026-11-24T10:00:00+03:00" MessageType="MainDoc" ReturnID="{id}" ResourceID="0"><Sender><Contact><Organization UID="{from.Inn}"><ShortName>А</ShortName></Organization></Contact><EDMS UID="4313BCFDAD6A422EA375EF34BB248BCD" Version="18.1.0"/></Sender><Recipient><Contact><Organization UID="{to.Inn}"><ShortName>Б</ShortName></Organization></Contact></Recipient><ResourceList><Resource UID="0" UniqueName="DocInfo.xml"/><Resource UID="1" UniqueName="letter.pdf"/></ResourceList></Header><DocumentList><Document UID="{id}" DocumentID="1" Type="Created" MainDocument="true"><RegistrationInfo><Number>1</Number><Date>2026-11-24</Date></RegistrationInfo><File UID="{id}" ResourceID="1" Size="1"><Description>letter.pdf</Description><Extension>.pdf</Extension></File><Author><Contact><Organization UID="{from.Inn}"><ShortName>А</ShortName></Organization></Contact></Author></Document></DocumentList></DocInfo>
            """, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        if (withEnv) Complete(pair);
        return pair;
    }

    /// <summary>Adds the <c>.env</c> of a pair.</summary>
    public static void Complete(string pair)
    {
        var octets = SevEnvelopXml.Write(new SevEnvelop { MessageDir = Path.GetFileName(pair), Subject = "№ 1 от 24.11.2026", Body = string.Empty });
        File.WriteAllBytes(pair + ".env.tmp", octets);
        File.Move(pair + ".env.tmp", pair + ".env");
    }

    /// <summary>Takes what lies in the recipient's input, as an installation does.</summary>
    /// <param name="taken">Gets the package's id of every pair, in the order taken.</param>
    public void Take(List<string> taken)
    {
        foreach (var env in Directory.EnumerateFiles(Recipient.Documents, "*.env").ToList())
        {
            // The .env is there: then everything it stands for must be.
            var folder = Path.ChangeExtension(env, null);
            var id = SevReader.Read(File.ReadAllBytes(Path.Combine(folder, "DocInfo.xml"))).DocInfo!.Header.MessageId;
            Assert.Equal(Content(id), File.ReadAllText(Path.Combine(folder, "letter.pdf")));
            Assert.Equal(Path.GetFileName(folder), SevEnvelopXml.Read(File.ReadAllBytes(env)).Envelop!.MessageDir);
            taken.Add(id);
            Directory.Delete(folder, recursive: true);
            File.Delete(env);
        }
    }

    /// <summary>Reads the journal beside the running node.</summary>
    public async Task<T> ReadAsync<T>(Func<IJournalReader, T> read)
    {
        using var journal = SqliteJournal.OpenReadOnly(Path.Combine(Live.Made.DataFolder, "journal.db"));
        return await journal.ReadAsync(read, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await Live.DisposeAsync();
        _folder.Dispose();
    }

    private static string Content(string id) => $"%PDF-1.4\n{id}\n{new string('x', 3000)}";
}
