using Sed.Exchange.Simulation.Clockwork;
using Sed.Exchange.Simulation.People;
using Sed.Exchange.Simulation.Wire;

namespace Sed.Exchange.Simulation.Region;

/// <summary>Nodes with their disks, the lines between them, and the people who use them, in one thread on virtual time.</summary>
internal sealed class SimulatedRegion
{
    private readonly Random _chance;
    private readonly HashSet<(string, string)> _cut = [];
    private readonly Dictionary<string, Backup> _backups = new(StringComparer.Ordinal);
    private readonly HashSet<Guid> _forgotten = [];
    private readonly HashSet<string> _liars = new(StringComparer.Ordinal);
    private bool _hasRestored;

    public SimulatedRegion(Plan plan)
    {
        Plan = plan;
        Turns = new Turns(plan.Seed, Keys.Start);
        _chance = new Random(~plan.Seed);
        Weather = plan.Weather;
        DirectoryFile = Containers.Directories.DirectoryFile.Write(plan.Directory, Keys.Directory(), Keys.From);
        Administrator = new Administrator(this);
        Line = new Line(this);
        Nodes = [.. plan.Directory.Nodes.Select(node => new SimulatedNode(this, node.Id))];
        Installations = [.. plan.Directory.Organisations.Select(body => new Installation(this, body))];
    }

    /// <summary>What the seed says.</summary>
    public Plan Plan { get; }

    /// <summary>What happens next.</summary>
    public Turns Turns { get; }

    /// <summary>What goes wrong now, and how often.</summary>
    public Weather Weather { get; private set; }

    /// <summary>True while things go wrong.</summary>
    public bool IsTroubled { get; private set; } = true;

    /// <summary>The signed file of the first directory.</summary>
    public byte[] DirectoryFile { get; }

    /// <summary>Issues directories.</summary>
    public Administrator Administrator { get; }

    /// <summary>Carries messages.</summary>
    public Line Line { get; }

    /// <summary>True for a replay that tells what happens.</summary>
    public bool IsLogged { get; init; }

    /// <summary>The nodes.</summary>
    public IReadOnlyList<SimulatedNode> Nodes { get; }

    /// <summary>The installations, one for each organisation.</summary>
    public IReadOnlyList<Installation> Installations { get; }

    /// <summary>What was broken, in the order it was seen.</summary>
    public List<string> Violations { get; } = [];

    /// <summary>Fingerprint of the directory's signer.</summary>
    public static string DirectoryFingerprint => Keys.Directory().Certificate.Thumbprint;

    /// <summary>The node with this id.</summary>
    public SimulatedNode Node(string id) => Nodes.First(node => node.Id == id);

    /// <summary>True as often as the weather says.</summary>
    public bool Chance(Func<Weather, double> how) => how(Weather) is > 0 and var odds && _chance.NextDouble() < odds;

    /// <summary>A number below <paramref name="below"/>.</summary>
    public int Below(int below) => _chance.Next(below);

    /// <summary>An id that nobody else has.</summary>
    public Guid NewId()
    {
        Span<byte> octets = stackalloc byte[16];
        _chance.NextBytes(octets);
        octets[6] = (byte)(0x70 | (octets[6] & 0x0F));
        octets[8] = (byte)(0x80 | (octets[8] & 0x3F));
        return new Guid(octets, bigEndian: true);
    }

    /// <summary>A time up to <paramref name="most"/>.</summary>
    public TimeSpan UpTo(TimeSpan most) => most * _chance.NextDouble();

    /// <summary>True while the line between two parties is cut.</summary>
    public bool IsCut(string from, string to) => _cut.Contains((from, to));

    /// <summary>True for a message that was on a lost disk alone, or for some of its recipients.</summary>
    public bool MayBeForgotten(Guid messageId) => _forgotten.Contains(messageId);

    /// <summary>
    /// A node lied under its own key. Its disk is not lost then: what its neighbours gave back as its own word it would believe, and find mail in mailboxes that it does
    /// not serve (docs/reliability.md).
    /// </summary>
    public void NoteLie(string node) => _liars.Add(node);

    /// <summary>Notes that a promise was broken.</summary>
    public void Violate(string what)
    {
        Say("Auditor", what);
        if (Violations.Count < 20) Violations.Add($"{(Turns.Now - Keys.Start).TotalDays:F4} d: {what}");
    }

    /// <summary>Tells what happens, in a replay.</summary>
    public void Say(string who, string what)
    {
        if (IsLogged) LineLogging.Say(Turns, who, what);
    }

    /// <summary>Lives through the trouble, then through the calm, until everything that was promised must have come true.</summary>
    public void Live()
    {
        // One in a region: to be told everything costs as much as to send it.
        var told = Plan.Directory.Organisations[Plan.Seed % Plan.Directory.Organisations.Count];
        Node(told.Node).Tell(told.Id);
        foreach (var node in Nodes) node.Start();
        foreach (var installation in Installations) installation.Begin();
        Administrator.Begin();
        HaveTrouble();
        Turns.Run(Keys.Start + Plan.Trouble, AfterEach);

        IsTroubled = false;
        Weather = Weather.Calm;
        _cut.Clear();
        foreach (var node in Nodes) node.Heal();

        // The longest that anybody may owe: 72 hours to deliver, counted from the last retry of a letter, and what parks and pauses add.
        Turns.Run(Turns.Now + TimeSpan.FromDays(4), AfterEach);
    }

    private void AfterEach()
    {
        foreach (var node in Nodes) node.Stir();
    }

    // Once an hour fate looks at everybody.
    private void HaveTrouble() => Turns.After(TimeSpan.FromHours(1), null, () =>
    {
        if (!IsTroubled) return;
        foreach (var node in Nodes)
        {
            if (Chance(weather => weather.Full)) node.FillUp(UpTo(TimeSpan.FromHours(5)));
            if (Chance(weather => weather.ClockJump)) node.SetClock(JumpOfClock());
            if (Chance(weather => weather.BitFlip)) node.FlipBit();
            if (Below(6) == 0) _backups[node.Id] = node.BackUp();
            if (!_hasRestored && Chance(weather => weather.Restore) && !_liars.Contains(node.Id) && _backups.TryGetValue(node.Id, out var backup)) Restore(node, backup);
            if (Chance(weather => weather.Cut)) CutOff(node.Id, UpTo(TimeSpan.FromHours(12)));
        }

        HaveTrouble();
    });

    // A third is right again; certificates of every region begin a day before it.
    private TimeSpan JumpOfClock() => Below(6) switch
    {
        < 2 => TimeSpan.Zero,
        2 => UpTo(TimeSpan.FromMinutes(20)),
        3 => -UpTo(TimeSpan.FromHours(20)),
        4 => UpTo(TimeSpan.FromDays(3)),
        _ => UpTo(TimeSpan.FromDays(30)),
    };

    // A lost disk takes with it what nobody else ever had: that is what replicas are for, and no promise covers it.
    private void Restore(SimulatedNode node, Backup backup)
    {
        foreach (var container in node.Disk.Journal.Containers.Values)
        {
            var digest = container.Digest.ToString();
            if (container.OriginNode != node.Id || backup.Journal.Containers.ContainsKey(digest)) continue;

            // One copy is enough: its envelope names all recipients.
            var isKnown = Nodes.Any(other => other != node
                && (other.Disk.Journal.Deliveries.Values.Any(row => row.Container == container.Digest) || other.Disk.Journal.Held.Values.Any(row => row.Container == container.Digest)));
            if (!isKnown) _forgotten.Add(container.MessageId);
        }

        // One disk in a region: what two lost disks alone held is nobody's to give back.
        _hasRestored = true;
        node.Restore(backup);
    }

    private void CutOff(string node, TimeSpan time)
    {
        var others = Nodes.Select(other => other.Id).Where(other => other != node).Where(_ => Below(2) == 0).ToList();
        var bothWays = Below(2) == 0;
        foreach (var other in others)
        {
            _cut.Add((node, other));
            if (bothWays) _cut.Add((other, node));
        }

        Turns.After(time, null, () =>
        {
            foreach (var other in others)
            {
                _cut.Remove((node, other));
                _cut.Remove((other, node));
            }
        });
    }
}
