using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Sed.Exchange.Adapters.Folders;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Packages.Sev;
using Sed.Exchange.Tests.Delivery;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Folders;

/// <summary>The node <c>tula</c> of a virtual region with folders for the government's installation on a real disk, and a clock that tests move.</summary>
internal sealed class FolderStand : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SemaphoreSlim _turns = new(4);

    private FolderStand(VirtualRegion region, FolderOptions options)
    {
        Region = region;
        Options = options;
        var root = _folder.Path;
        Place = new FolderPlace
        {
            Organisations = [VirtualRegion.Government, VirtualRegion.Moscow],
            Out = Path.Combine(root, "Out"),
            Documents = Path.Combine(root, "DocumentIn"),
            Reports = Path.Combine(root, "ReportIn"),
            Errors = Path.Combine(root, "Out", "errors"),
            Taken = Path.Combine(root, "Out", "taken"),
        };
        foreach (var path in new[] { Place.Out, Place.Documents, Place.Reports }) Directory.CreateDirectory(path);
        Reopen();
    }

    public VirtualRegion Region { get; }

    public FolderPlace Place { get; }

    public FolderOptions Options { get; }

    public string Root => _folder.Path;

    public Outbox Outbox { get; private set; } = null!;

    public Inbox Inbox { get; private set; } = null!;

    public static async Task<FolderStand> OpenAsync(FolderOptions? options = null, DeliveryOptions? delivery = null) =>
        new(await VirtualRegion.OpenAsync(delivery), options ?? new FolderOptions());

    /// <summary>The channel of a new process on the same disks.</summary>
    public void Reopen()
    {
        Outbox = new Outbox(Place, Options, Region.Tula.Gateway, _turns, Region.Time, NullLogger.Instance);
        Inbox = new Inbox(Place, Options, Region.Tula.Gateway, Region.Time, NullLogger.Instance);
    }

    public async Task RestartAsync()
    {
        await Region.RestartAsync("tula");
        Reopen();
    }

    /// <summary>Lays a letter into the outbox, of the government unless it is of another one.</summary>
    public string Export(
        string? stamp = null, string? messageId = null, string? name = null, string text = "%PDF-1.4 a letter", Guid? to = null, bool withEnv = true, Guid? sender = null)
    {
        name ??= Guid.NewGuid().ToString("D");
        var letter = VirtualRegion.Letter(sender ?? VirtualRegion.Government, [to ?? VirtualRegion.Efremov], messageId, text);
        var where = stamp is null ? Place.Out : Path.Combine(Place.Out, stamp);
        Directory.CreateDirectory(Path.Combine(where, name));
        foreach (var file in letter.Files)
        {
            using var from = file.Open();
            using var target = File.Create(Path.Combine(where, name, file.Name));
            from.CopyTo(target);
        }

        if (withEnv) WriteEnv(Path.Combine(where, name + ".env"), name);
        return name;
    }

    public static void WriteEnv(string path, string name) => File.WriteAllBytes(path, SevEnvelopXml.Write(new SevEnvelop { MessageDir = name, Channel = "3306590", Subject = "№ 1 от 02.03.2026 Письма", Body = string.Empty }));

    /// <summary>As many looks as a pair needs to be believed, and one more.</summary>
    public async Task<(int Taken, int Refused)> LookAsync(int looks = 0)
    {
        var (taken, refused) = (0, 0);
        for (var look = 0; look < (looks == 0 ? Options.StableLooks + 1 : looks); look++)
        {
            OutboxLook done;
            do
            {
                done = await Outbox.LookAsync(hinted: false, CancellationToken.None);
                (taken, refused) = (taken + done.Taken, refused + done.Refused);
            }
            while (done.HasMore);

            Region.Time.Advance(Options.Look);
        }

        return (taken, refused);
    }

    public async Task<(int Offered, int Collected)> FillAsync(int looks = 1)
    {
        var (offered, collected) = (0, 0);
        for (var look = 0; look < looks; look++)
        {
            var done = await Inbox.LookAsync(CancellationToken.None);
            (offered, collected) = (offered + done.Offered, collected + done.Collected);
            Region.Time.Advance(Options.Look);
        }

        return (offered, collected);
    }

    public Task<List<ContainerRow>> SentAsync() =>
        Region.Tula.ReadAsync(journal => journal.AllContainers().Where(row => row.Sender == VirtualRegion.Government).ToList());

    public Task<DeliveryState> InboxStateAsync(Guid messageId, Guid? organisation = null) => Region.Tula.StateAsync(messageId, organisation ?? VirtualRegion.Government, Lane.In);

    /// <summary>A letter from Ефремов waits in the government's mailbox.</summary>
    public async Task<Guid> ReceiveAsync(params Guid[] organisations)
    {
        var sent = await VirtualRegion.SendAsync(Region.EfremovNode, VirtualRegion.Efremov, organisations.Length == 0 ? [VirtualRegion.Government] : organisations);
        await Region.RunAsync(TimeSpan.FromSeconds(1));
        return sent.Container.MessageId;
    }

    /// <summary>What stands beside a refused pair.</summary>
    public JsonElement Error(string name) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Place.Errors, name + ErrorFile.JsonSuffix))).RootElement;

    public string ErrorText(string name) => File.ReadAllText(Path.Combine(Place.Errors, name + ErrorFile.TextSuffix), Encoding.UTF8);

    /// <summary>Somebody, or a crash before the move, has a taken pair in the outbox again.</summary>
    public void BringBack(string name)
    {
        Directory.Move(Path.Combine(Place.Taken, "2026.03.02", name), Path.Combine(Place.Out, name));
        File.Move(Path.Combine(Place.Taken, "2026.03.02", name + ".env"), Path.Combine(Place.Out, name + ".env"));
    }

    public bool IsTaken(string name) => Directory.Exists(Path.Combine(Place.Taken, "2026.03.02", name)) && File.Exists(Path.Combine(Place.Taken, "2026.03.02", name + ".env"));

    public void Dispose()
    {
        _turns.Dispose();
        _folder.Dispose();
    }
}
