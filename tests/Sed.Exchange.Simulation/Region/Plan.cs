using System.Text;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Retention;

namespace Sed.Exchange.Simulation.Region;

/// <summary>What a seed says before anything happens: nodes, organisations, how long the weather is bad, and how bad.</summary>
internal sealed record Plan
{
    /// <summary>The seed.</summary>
    public required int Seed { get; init; }

    /// <summary>The first directory, serial 1.</summary>
    public required ExchangeDirectory Directory { get; init; }

    /// <summary>What changes in it, in its order.</summary>
    public IReadOnlyList<DirectoryChange> Changes { get; init; } = [];

    /// <summary>How bad the weather is.</summary>
    public required Weather Weather { get; init; }

    /// <summary>How long letters are written and the weather may be bad.</summary>
    public required TimeSpan Trouble { get; init; }

    /// <summary>Letters that each organisation writes.</summary>
    public required int Letters { get; init; }

    /// <summary>Options of each node.</summary>
    public required IReadOnlyDictionary<string, DeliveryOptions> Options { get; init; }

    /// <summary>
    /// How long things are kept. In every third region octets and metadata some hours and tombstones some days, so that purges meet everything else; not where disks
    /// are lost, because who was restored asks for octets that are to be had for <see cref="RetentionOptions.ShortestContent"/>.
    /// </summary>
    public RetentionOptions Retention { get; init; } = new();

    /// <summary>
    /// In every third region: for how many days senders want reports of their letters; nodes make them from receipts, and installations write some. Null: nobody does.
    /// </summary>
    public int? ReportDays { get; init; }

    /// <summary>True when what has lived its time is purged while the region lives.</summary>
    public bool IsPurging => Retention.Content < RetentionOptions.ShortestContent;

    /// <summary>Draws the plan of a seed.</summary>
    public static Plan Draw(int seed)
    {
        var random = new Random(seed);

        // Most regions are small, where faults meet each other most often; some are as large as a real one.
        var count = 1 + Math.Min(29, (int)(-Math.Log(1 - random.NextDouble()) * 5));
        var nodes = new List<NodeEntry>();
        var organisations = new List<Organisation>();
        for (var number = 0; number < count; number++)
        {
            var parent = number == 0 ? null : nodes[random.Next(number)].Id;
            var node = NodeOf($"n{number}", parent, parent is not null && random.Next(5) < 2);
            nodes.Add(node);
            for (var body = 1 + random.Next(2); body > 0; body--) organisations.Add(BodyOf(organisations.Count + 1, node.Id));
        }

        var plan = new Plan
        {
            Seed = seed,
            Directory = new ExchangeDirectory
            {
                Serial = 1,
                IssuedAt = Keys.From,
                Expires = Keys.To,
                Keys = new DirectoryKeys(Keys.Directory().Certificate, null, null),
                Organisations = organisations,
                Nodes = nodes,
            },
            Weather = Weather.Draw(random),
            Trouble = TimeSpan.FromHours(12 + random.Next(85)),
            Letters = 1 + random.Next(6),
            Options = nodes.ToDictionary(node => node.Id, _ => OptionsOf(random)),
        };
        plan = plan with { Directory = plan.Directory.WithSuccessors(seed, plan.Trouble) };
        plan = plan with
        {
            Changes = DirectoryChange.Draw(seed, plan.Directory, plan.Trouble, keysMayEnd: plan.Weather.ClockJump == 0),
            Retention = RetentionOf(seed, plan.Weather),
        };

        // Where things are purged, letters have less time than the usual three days, and what is asked for is kept for one day, not thirty: else nothing would go
        // before the weather is good again.
        if (plan.IsPurging)
        {
            var hours = new Random(seed ^ 0x0007_1EE5);
            plan = plan with { Options = plan.Options.ToDictionary(node => node.Key, node => node.Value with { DeliverBy = TimeSpan.FromHours(2 + (70 * hours.NextDouble())) }) };
        }

        return plan with { ReportDays = new Random(seed ^ 0x0005_4E90).Next(3) > 0 ? null : plan.IsPurging ? 1 : 30 };
    }

    /// <summary>The organisation with this number, served by a node.</summary>
    public static Organisation BodyOf(int number, string node)
    {
        var id = new Guid($"71000000-0000-4000-8000-{number:d12}");
        return new Organisation
        {
            Id = id,
            Name = $"Body {number}",
            ValidFrom = Keys.From,
            Node = node,
            Seals = [new SealEntry(Keys.Seal(id).Certificate, Keys.From, null, HeldByNode: true)],
        };
    }

    private static NodeEntry NodeOf(string id, string? parent, bool throughParentOnly) => new()
    {
        Id = id,
        Url = new Uri($"https://{id}.example.test:8443"),
        Parent = parent,
        ThroughParentOnly = throughParentOnly,
        TlsPins = [new PinEntry(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(id))), Keys.From, null)],
        ReceiptCertificates = [new SealEntry(Keys.Node(id).Certificate, Keys.From, null, HeldByNode: true)],
        Formats = ["sev-12", "sev-18"],
        SuitesAccepted = [.. Suite.All.Select(suite => suite.Name)],
    };

    // Of dice of their own: what else happens in a region does not depend on it.
    private static RetentionOptions RetentionOf(int seed, Weather weather)
    {
        var random = new Random(seed ^ 0x0090_47E5);
        if (random.Next(3) > 0 || weather.Restore > 0) return new RetentionOptions();
        var content = TimeSpan.FromHours(24) * random.NextDouble() * random.NextDouble();
        var quarantine = TimeSpan.FromHours(24) * random.NextDouble();

        // A few hours to settle what was collected; and longer than a receipt is on its way here, which may need ninety days in the field, where this takes ten years.
        var metadata = content + TimeSpan.FromHours(4) + (TimeSpan.FromHours(24) * random.NextDouble());
        return new RetentionOptions
        {
            Content = content,
            Quarantine = quarantine,
            Metadata = metadata,
            Evidence = metadata + TimeSpan.FromHours(60) + (TimeSpan.FromHours(24) * random.NextDouble()),
            Every = TimeSpan.FromHours(1),
        };
    }

    private static DeliveryOptions OptionsOf(Random random) => new()
    {
        // No time at all for a verdict: everything is held first.
        VerifyWithin = random.Next(4) == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(20),
        QueueBytesPerDestination = random.Next(4) == 0 ? 64 * 1024 : 10L * 1024 * 1024 * 1024,
        AttemptsPerPeer = 1 + random.Next(4),
    };
}
