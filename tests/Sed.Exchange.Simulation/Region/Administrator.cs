using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery;

namespace Sed.Exchange.Simulation.Region;

/// <summary>
/// Who issues directories: gives each new one to the region's node and sometimes to another; the rest ask the node above now and then, as running nodes do,
/// or hear of it with their mail. Knows who serves whom at any time.
/// </summary>
internal sealed class Administrator(SimulatedRegion region)
{
    private static readonly TimeSpan Asking = TimeSpan.FromHours(3);

    private readonly List<byte[]> _issued = [];

    /// <summary>Every directory there will be.</summary>
    private IEnumerable<ExchangeDirectory> All => region.Plan.Changes.Select(change => change.Directory).Prepend(region.Plan.Directory);

    /// <summary>
    /// The keys that a node will ever sign with, its own and those of who is served by it at any time: it holds all of them from the beginning, and which one
    /// signs is the directory's decision.
    /// </summary>
    public NodeKeys KeysOf(string node) => new(
        [.. Last.FindNode(node)!.ReceiptCertificates.Select((_, number) => Keys.Node(node, number))],
        Last.Organisations.Where(body => HasServed(node, body.Id)).ToDictionary(
            body => body.Id, IReadOnlyList<SigningKey> (body) => [.. body.Seals.Select((_, number) => Keys.Seal(body.Id, number))]));

    /// <summary>The last directory there will be.</summary>
    public ExchangeDirectory Last { get; } = region.Plan.Changes.Count > 0 ? region.Plan.Changes[^1].Directory : region.Plan.Directory;

    /// <summary>True when any receipt key or seal has a successor.</summary>
    public bool HasSeveralKeys => Last.Nodes.Any(node => node.ReceiptCertificates.Count > 1) || Last.Organisations.Any(body => body.Seals.Count > 1);

    /// <summary>True when a node serves an organisation by any directory.</summary>
    public bool HasServed(string node, Guid organisation) => All.Any(directory => directory.FindOrganisation(organisation)?.Node == node);

    /// <summary>The nodes that have served an organisation until now, the latest last.</summary>
    public IReadOnlyList<string> HomesOf(Guid organisation)
    {
        var since = region.Turns.Now - Keys.Start;
        return [.. region.Plan.Changes.Where(change => change.At <= since).Select(change => change.Directory).Prepend(region.Plan.Directory)
            .Select(directory => directory.FindOrganisation(organisation)!.Node).Reverse().Distinct().Reverse()];
    }

    /// <summary>Where a node is, whoever knows it.</summary>
    public Uri AddressOf(string node)
    {
        var since = region.Turns.Now - Keys.Start;
        return (region.Plan.Changes.LastOrDefault(change => change.At <= since)?.Directory ?? region.Plan.Directory).FindNode(node)!.Url;
    }

    /// <summary>Who takes over from an organisation, in the end; null: it is not dissolved.</summary>
    public Guid? SuccessorOf(Guid organisation) => Last.FindOrganisation(organisation) is { ValidTo: not null, Successors: [var successor] } ? successor : null;

    /// <summary>True when an organisation has one mailbox from the beginning to the end, and nobody takes over from it.</summary>
    public bool IsSettled(Guid organisation) => All.Select(directory => directory.FindOrganisation(organisation)!.Node).Distinct().Count() == 1 && SuccessorOf(organisation) is null;

    /// <summary>The serial of the first directory since which an organisation has its last mailbox.</summary>
    public long SettledSince(Guid organisation)
    {
        var home = Last.FindOrganisation(organisation)!.Node;
        return All.Reverse().TakeWhile(directory => directory.FindOrganisation(organisation)!.Node == home).Last().Serial;
    }

    /// <summary>True once an organisation is dissolved.</summary>
    public bool IsDissolved(Guid organisation) => Last.FindOrganisation(organisation)?.ValidTo <= region.Turns.Now;

    /// <summary>Begins to issue, and the nodes to ask.</summary>
    public void Begin()
    {
        if (region.Plan.Changes.Count == 0) return;
        foreach (var change in region.Plan.Changes)
        {
            region.Turns.After(change.At, null, () =>
            {
                region.Say("Administrator", $"{change}");
                _issued.Add(DirectoryFile.Write(change.Directory, Keys.Directory(change.Signer), Keys.From));
                if (_issued.Count == 1) Give(region.Nodes[0]);
                if (region.Below(2) == 0) Give(region.Nodes[region.Below(region.Nodes.Count)]);
            });
        }

        foreach (var node in region.Nodes) Ask(node);
    }

    // One after the other, and for ever, as a file beside the configuration is read again: who died while it was given one has it not, nor has who was restored.
    private void Give(SimulatedNode node) => region.Turns.After(TimeSpan.FromMinutes(1) + region.UpTo(TimeSpan.FromMinutes(30)), null, () =>
    {
        if (node.Gateway is { } gateway && gateway.Directory.Current.Serial <= _issued.Count) _ = GiveAsync(node, gateway);
        Give(node);
    });

    private async Task GiveAsync(SimulatedNode node, Gateway gateway) => await node.ServeAsync(gateway, async there =>
    {
        foreach (var file in _issued.ToList())
        {
            if (await there.Directory.OfferAsync(file, CancellationToken.None).ConfigureAwait(false) is { } problem)
                region.Violate($"{node.Id}: a rightly issued directory is refused with {problem.Code} {problem.Detail}");
        }

        return node;
    }).ConfigureAwait(false);

    private void Ask(SimulatedNode node) => region.Turns.After(region.UpTo(Asking), null, () =>
    {
        if (node.Gateway is { } gateway && gateway.Directory.Current.FindNode(node.Id)?.Parent is { } above)
            _ = node.ServeAsync<Gateway>(gateway, async there =>
            {
                await there.Directory.FetchFromAsync(above, CancellationToken.None).ConfigureAwait(false);
                return there;
            });
        Ask(node);
    });
}
