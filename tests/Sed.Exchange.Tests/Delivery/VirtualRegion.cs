using Microsoft.Extensions.Time.Testing;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Pki;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Capture;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Retention;
using Sed.Exchange.Delivery.Stamping;
using Sed.Exchange.Delivery.Webhooks;
using Sed.Exchange.Packages;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Delivery;

/// <summary>
/// Three towns in one thread on virtual time: the real doors and the real dispatcher over stores in memory.
/// <c>tula</c> ← <c>efremov</c> ← <c>lobanovo</c> (reachable through <c>efremov</c> only); the office in Moscow is a mailbox on <c>tula</c>.
/// </summary>
internal sealed class VirtualRegion
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);

    public static readonly Guid Government = Id(1);
    public static readonly Guid Moscow = Id(2);
    public static readonly Guid Efremov = Id(3);
    public static readonly Guid Lobanovo = Id(4);

    // A node looks at its clock every half minute at the latest; where nothing is due, ten looks are one.
    private static readonly TimeSpan LongestStep = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ShortStep = TimeSpan.FromMilliseconds(50);

    private static readonly Keys Made = new();

    private readonly Dictionary<string, VirtualNode> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NodeIdentity> _identities = new(StringComparer.Ordinal);
    private readonly DeliveryOptions _options;
    private int _epoch = 1;
    private int _starts;

    private readonly IReadOnlyList<ICaptureSource> _captures;

    private ITimeAuthorities? _authorities;
    private StampingOptions _stamping = new();
    private IWebhookLink? _webhooks;
    private RetentionOptions _retention = new();

    private VirtualRegion(DeliveryOptions options, IReadOnlyList<ICaptureSource> captures) => (_options, _captures) = (options, captures);

    public FakeTimeProvider Time { get; } = new(Start);

    /// <summary>What the nodes wrote into their logs.</summary>
    public NumberedLines Log { get; } = new();

    /// <summary>How far the wall clock of a node is ahead; its monotonic clock is right.</summary>
    public Dictionary<string, TimeSpan> Skews { get; } = new(StringComparer.Ordinal);

    /// <summary>By which neighbour a node reaches another, whatever the tree says; read when it starts.</summary>
    public Dictionary<string, IReadOnlyDictionary<string, string>> Routes { get; } = new(StringComparer.Ordinal);

    /// <summary>Where nodes that have moved are.</summary>
    public Dictionary<string, Uri> Addresses { get; } = new(StringComparer.Ordinal);

    public VirtualNode Tula => _nodes["tula"];

    public VirtualNode EfremovNode => _nodes["efremov"];

    public VirtualNode LobanovoNode => _nodes["lobanovo"];

    public IEnumerable<VirtualNode> Nodes => _nodes.Values;

    public static ExchangeDirectory InForce => Made.Directory;

    /// <summary>The signed file of <see cref="InForce"/>.</summary>
    public static byte[] DirectoryOctets => Made.DirectoryBytes;

    /// <summary>SHA-256 of the certificate that signed it.</summary>
    public static string DirectoryFingerprint => Made.Fingerprint;

    /// <summary>The seal of an organisation.</summary>
    public static SigningKey SealOf(Guid organisation) => Made.SealOf(organisation);

    /// <summary>Another key of the same authority.</summary>
    public static SigningKey NewKey(string name) => Made.Make(name);

    /// <summary>The receipt key of a node.</summary>
    public static SigningKey ReceiptKeyOf(string id) => Made.NodeKeys[id];

    /// <summary>The key that signs <see cref="InForce"/>.</summary>
    public static SigningKey DirectoryKey => Made.DirectoryKey;

    /// <summary>Who a node is, with the keys it holds.</summary>
    public NodeIdentity IdentityOf(string id) => _identities[id];

    /// <summary>The file of a successor of <see cref="InForce"/>.</summary>
    public static byte[] Successor(Func<NodeEntry, NodeEntry> node, Func<Organisation, Organisation> organisation) =>
        Successor(Made.Directory.Serial + 1, node, organisation);

    /// <summary>The file of a later one: <see cref="InForce"/> with these changes, under another number.</summary>
    public static byte[] Successor(long serial, Func<NodeEntry, NodeEntry?> node, Func<Organisation, Organisation> organisation) => Made.Sign(new ExchangeDirectory
    {
        Serial = serial,
        IssuedAt = Made.Directory.IssuedAt,
        Expires = Made.Directory.Expires,
        Keys = Made.Directory.Keys,
        Organisations = [.. Made.Directory.Organisations.Select(organisation)],
        Nodes = [.. Made.Directory.Nodes.Select(node).OfType<NodeEntry>()],
    });

    public static async Task<VirtualRegion> OpenAsync(DeliveryOptions? options = null, params IReadOnlyList<ICaptureSource> captures)
    {
        var region = new VirtualRegion(options ?? new DeliveryOptions(), captures);
        foreach (var id in new[] { "tula", "efremov", "lobanovo" })
            region._nodes[id] = await region.StartAsync(id, new MemoryJournal(), new MemoryBlobStore(), new MemoryPeerLink(id, region.Find));
        return region;
    }

    /// <summary>A region whose nodes have their receipts stamped.</summary>
    /// <param name="authorities">Makes what they ask, of the region's clock.</param>
    /// <param name="options">How they ask.</param>
    public static async Task<VirtualRegion> OpenStampedAsync(Func<TimeProvider, ITimeAuthorities> authorities, StampingOptions options)
    {
        var region = new VirtualRegion(new DeliveryOptions(), []) { _stamping = options };
        region._authorities = authorities(region.Time);
        foreach (var id in new[] { "tula", "efremov", "lobanovo" })
            region._nodes[id] = await region.StartAsync(id, new MemoryJournal(), new MemoryBlobStore(), new MemoryPeerLink(id, region.Find));
        return region;
    }

    /// <summary>A region whose nodes call receivers of feeds.</summary>
    public static async Task<VirtualRegion> OpenTellingAsync(IWebhookLink webhooks, DeliveryOptions? options = null)
    {
        var region = new VirtualRegion(options ?? new DeliveryOptions(), []) { _webhooks = webhooks };
        foreach (var id in new[] { "tula", "efremov", "lobanovo" })
            region._nodes[id] = await region.StartAsync(id, new MemoryJournal(), new MemoryBlobStore(), new MemoryPeerLink(id, region.Find));
        return region;
    }

    /// <summary>A region that keeps things for so long.</summary>
    /// <param name="retention">For how long.</param>
    /// <param name="authorities">Makes the authorities of time it asks, of the region's clock; null: nothing is stamped.</param>
    /// <param name="captures">What gathers evidence.</param>
    public static async Task<VirtualRegion> OpenKeepingAsync(
        RetentionOptions retention, Func<TimeProvider, ITimeAuthorities>? authorities = null, params IReadOnlyList<ICaptureSource> captures)
    {
        var region = new VirtualRegion(new DeliveryOptions(), captures) { _retention = retention };
        region._authorities = authorities?.Invoke(region.Time);
        foreach (var id in new[] { "tula", "efremov", "lobanovo" })
            region._nodes[id] = await region.StartAsync(id, new MemoryJournal(), new MemoryBlobStore(), new MemoryPeerLink(id, region.Find));
        return region;
    }

    /// <summary>Kills a node and starts it again on what its disk kept.</summary>
    public async Task RestartAsync(string id)
    {
        var before = _nodes[id];
        _nodes[id] = await StartAsync(id, new MemoryJournal(before.Journal.Disk), before.Blobs, before.Link);
    }

    /// <summary>What a backup of a node would hold now.</summary>
    public VirtualBackup BackUp(string id) => new(id, _nodes[id].Journal.Disk, _nodes[id].Blobs.Copy(), Time.GetUtcNow());

    /// <summary>The node's disk is lost; what the backup holds becomes a node again, in a new epoch.</summary>
    public async Task RestoreAsync(VirtualBackup backup)
    {
        var journal = new MemoryJournal(backup.Disk);
        await journal.CommitAsync(
            transaction =>
            {
                _epoch++;
                transaction.BeginRestore(_epoch, backup.TakenAt, Time.GetUtcNow());
                return true;
            },
            CancellationToken.None);
        _nodes[backup.Node] = await StartAsync(backup.Node, journal, backup.Blobs.Copy(), new MemoryPeerLink(backup.Node, Find));
    }

    /// <summary>The node is gone until <see cref="RestartAsync"/>.</summary>
    public void Stop(string id) => _nodes[id] = _nodes[id] with { Running = false };

    /// <summary>Lets everybody do what is due, then moves time on as a node's loop would sleep, until the given time has passed.</summary>
    public Task RunAsync(TimeSpan forHowLong) => InOneThread(async () =>
    {
        var end = Time.GetUtcNow() + forHowLong;
        while (true)
        {
            // Until nobody changes anything any more: what one node sends is work for the next.
            DateTimeOffset? next;
            List<object> before;
            do
            {
                before = [.. Nodes.Select(node => node.Journal.Disk)];
                next = null;
                foreach (var node in Nodes.Where(node => node.Running).ToList())
                {
                    var due = await StepAsync(node);
                    if (due is not null && (next is null || due < next)) next = due;
                }
            }
            while (!before.SequenceEqual(Nodes.Select(node => (object)node.Journal.Disk)));

            var now = Time.GetUtcNow();
            if (now >= end) return;
            var longest = now + LongestStep < end ? now + LongestStep : end;
            var to = next is { } soon && soon < longest ? soon : longest;

            // A pause inside the step of one node may have gone past what another said before it.
            if (to > now) Time.SetUtcNow(to);
        }
    });

    /// <summary>What the loop of a node does until it sleeps, without waiting for an attempt that waits for time.</summary>
    public static async Task TurnAsync(VirtualNode node)
    {
        while (true)
        {
            var beat = node.Gateway.Dispatcher.Beat;
            await node.Gateway.Dispatcher.LookAsync(CancellationToken.None);
            if (!beat.IsCompleted) return;
        }
    }

    /// <summary>Time passes, and who waits for it goes on, until something is so.</summary>
    public Task PassUntilAsync(Func<bool> isSo) => InOneThread(() =>
    {
        while (!isSo()) Time.Advance(ShortStep);
        return Task.CompletedTask;
    });

    /// <summary>
    /// What moves time on runs here: under the context that xunit gives its tests, what has waited goes on in other threads, and time overtakes it. Without one it
    /// goes on inside the call that moves time, until it waits again.
    /// </summary>
    public static Task InOneThread(Func<Task> course) => Task.Run(course);

    // A step that is not done waits for time (a pause inside an attempt): nobody but us can move it on.
    private async Task<DateTimeOffset?> StepAsync(VirtualNode node)
    {
        var step = node.Gateway.Dispatcher.StepAsync(CancellationToken.None);
        while (!step.IsCompleted) Time.Advance(ShortStep);
        return await step;
    }

    public static async Task<AdmissionResult.Accepted> SendAsync(VirtualNode from, Guid sender, IReadOnlyList<Guid> recipients, string? messageId = null) =>
        Assert.IsType<AdmissionResult.Accepted>(await from.Gateway.Admission.SubmitAsync(Letter(sender, recipients, messageId), CancellationToken.None));

    /// <summary>These nodes are given a directory, and take it.</summary>
    public static async Task TakeAsync(byte[] directory, params IReadOnlyList<VirtualNode> nodes)
    {
        foreach (var node in nodes) Assert.Null(await node.Gateway.Directory.OfferAsync(directory, CancellationToken.None));
    }

    public static Submission Letter(Guid sender, IReadOnlyList<Guid> recipients, string? messageId = null, string text = "%PDF-1.4 a letter")
    {
        var id = messageId ?? Guid.NewGuid().ToString("N");
        var passport = $"""
            <?xml version="1.0" encoding="utf-8"?>
            <DocInfo xmlns="http://www.eos.ru/2010/sev"><Header MessageID="{id}" Version="1.0" Time="2026-03-02T09:00:00+03:00" MessageType="MainDoc" ReturnID="{id}" ResourceID="0"><Sender><Contact><Organization UID="{sender}"><ShortName>A</ShortName></Organization></Contact><EDMS UID="4313BCFDAD6A422EA375EF34BB248BCD" Version="18.1.0"/></Sender><Recipient>{string.Concat(recipients.Select(recipient => $"<Contact><Organization UID=\"{recipient}\"><ShortName>B</ShortName></Organization></Contact>"))}</Recipient><ResourceList><Resource UID="0" UniqueName="DocInfo.xml"/><Resource UID="1" UniqueName="letter.pdf"/></ResourceList></Header><DocumentList><Document UID="{id}" DocumentID="1" Type="Created" MainDocument="true"><RegistrationInfo><Number>1-2/3</Number><Date>2026-03-02</Date></RegistrationInfo><File UID="{id}" ResourceID="1" Size="1"><Description>letter.pdf</Description><Extension>.pdf</Extension></File><Author><Contact><Organization UID="{sender}"><ShortName>A</ShortName></Organization></Contact></Author></Document></DocumentList></DocInfo>
            """;
        return new Submission
        {
            Organisations = [sender],
            Client = "test",
            Files = [File("DocInfo.xml", passport), File("letter.pdf", text)],
        };
    }

    private static PackageFile File(string name, string text)
    {
        var octets = System.Text.Encoding.UTF8.GetBytes(text);
        return new PackageFile(name, octets.Length, () => new MemoryStream(octets, writable: false));
    }

    // Where it is called, not only who: a node that has moved does not answer where it was.
    private Gateway? Find(NodeEntry peer) => peer.Url == Addresses.GetValueOrDefault(peer.Id, AddressOf(peer.Id)) && _nodes.GetValueOrDefault(peer.Id) is { Running: true } node
        ? node.Gateway
        : null;

    private static Uri AddressOf(string id) => new($"https://{id}.example.test:8443");

    private async Task<VirtualNode> StartAsync(string id, MemoryJournal journal, MemoryBlobStore blobs, MemoryPeerLink link)
    {
        var parts = new GatewayParts
        {
            Identity = _identities[id] = new NodeIdentity(id, Made.NodeKeys[id], Made.SealsOf(id), "test"),
            Journal = journal,
            Blobs = blobs,
            Peers = link,
            Entropy = new SeededEntropy(id.Length + id[0] + (1000 * _starts++), Time),
            Time = new SkewedClock(Time, () => Skews.GetValueOrDefault(id)),
            Logging = Log,
            Options = _options,
            Captures = _captures,
            TimeAuthorities = _authorities,
            Stamping = _stamping,
            Webhooks = _webhooks,
            Retention = _retention,
            Routes = Routes.GetValueOrDefault(id) ?? new Dictionary<string, string>(),
        };
        var gateway = await Gateway.OpenAsync(parts, Made.DirectoryBytes, Made.Fingerprint, CancellationToken.None);
        return new VirtualNode(id, gateway, journal, blobs, link, Running: true);
    }

    private static Guid Id(int number) => new($"71000000-0000-4000-8000-{number:d12}");

    // Keys are made once: they are the slow part.
    private sealed class Keys
    {
        private readonly Dictionary<Guid, SigningKey> _seals = [];
        private readonly DevelopmentAuthority _authority;

        public Keys()
        {
            var from = Start.AddDays(-1);
            var to = Start.AddYears(1);
            _authority = DevelopmentAuthority.Create(Suite.Ecdsa, "virtual region", from, to);
            foreach (var id in new[] { "tula", "efremov", "lobanovo" }) NodeKeys[id] = Make($"node {id}");
            foreach (var organisation in new[] { Government, Moscow, Efremov, Lobanovo }) _seals[organisation] = Make($"seal {organisation}");
            DirectoryKey = Make("directory");
            Fingerprint = DirectoryKey.Certificate.Thumbprint;
            Directory = new ExchangeDirectory
            {
                Serial = 1,
                IssuedAt = from,
                Expires = to,
                Keys = new DirectoryKeys(DirectoryKey.Certificate, null, null),
                Organisations =
                [
                    Body(Government, "tula", from), Body(Moscow, "tula", from), Body(Efremov, "efremov", from), Body(Lobanovo, "lobanovo", from),
                ],
                Nodes = [Node("tula", null, false, from), Node("efremov", "tula", false, from), Node("lobanovo", "efremov", true, from)],
            };
            DirectoryBytes = Sign(Directory);
        }

        public SigningKey DirectoryKey { get; }

        public SoftwareKey Make(string name) => SoftwareKey.FromPkcs12(
            _authority.Issue(new CertificateSubject(name, CertificatePurpose.Seal), Start.AddDays(-1), Start.AddYears(1), "secret").Pkcs12, "secret");

        public Dictionary<string, SigningKey> NodeKeys { get; } = new(StringComparer.Ordinal);

        public ExchangeDirectory Directory { get; }

        public byte[] DirectoryBytes { get; }

        public string Fingerprint { get; }

        public SigningKey SealOf(Guid organisation) => _seals[organisation];

        public byte[] Sign(ExchangeDirectory directory) => DirectoryFile.Write(directory, DirectoryKey, Start.AddDays(-1));

        public Dictionary<Guid, SigningKey> SealsOf(string node) => Directory.Organisations
            .Where(organisation => organisation.Node == node)
            .ToDictionary(organisation => organisation.Id, organisation => _seals[organisation.Id]);

        private Organisation Body(Guid id, string node, DateTimeOffset from) => new()
        {
            Id = id,
            Name = $"Body {id}",
            ValidFrom = from,
            Node = node,
            Seals = [new SealEntry(_seals[id].Certificate, from, null, HeldByNode: true)],
        };

        private NodeEntry Node(string id, string? parent, bool throughParentOnly, DateTimeOffset from) => new()
        {
            Id = id,
            Url = AddressOf(id),
            Parent = parent,
            ThroughParentOnly = throughParentOnly,
            TlsPins = [new PinEntry(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(id))), from, null)],
            ReceiptCertificates = [new SealEntry(NodeKeys[id].Certificate, from, null, HeldByNode: true)],
            Formats = ["sev-12", "sev-18"],
            SuitesAccepted = [.. Suite.All.Select(suite => suite.Name)],
        };
    }
}
