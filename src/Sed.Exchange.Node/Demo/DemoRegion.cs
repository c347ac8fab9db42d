using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Node.Region;

namespace Sed.Exchange.Node.Demo;

/// <summary>The reference region, and beside it a proving stand: a node of the directory that the demo plays itself.</summary>
internal static class DemoRegion
{
    /// <summary>Id of the region's node.</summary>
    public const string TulaNode = "tula";

    /// <summary>Id of the node that the demo plays itself.</summary>
    public const string ProvingNode = "proving";

    /// <summary>Ports that <see cref="Plan"/> needs.</summary>
    public const int PortCount = 12;

    private const int ReferencePorts = 9;

    /// <summary>The regional government.</summary>
    public static PlannedOrganisation Government { get; } = Find(ReferenceRegion.Government);

    /// <summary>The government's office in Moscow: a mailbox on the region's node.</summary>
    public static PlannedOrganisation MoscowOffice { get; } = Find(ReferenceRegion.MoscowOffice);

    /// <summary>The town.</summary>
    public static PlannedOrganisation Efremov { get; } = Find(ReferenceRegion.Efremov);

    /// <summary>The settlement, reachable only through the town.</summary>
    public static PlannedOrganisation Lobanovskoe { get; } = Find(ReferenceRegion.Lobanovskoe);

    /// <summary>The proving stand, from which damaged mail comes.</summary>
    public static PlannedOrganisation ProvingStand { get; } = new(
        new Guid("0a710000-0000-4000-8000-00000000000f"), "Испытательный стенд электронного взаимодействия", "Испытательный стенд",
        "1999900000054", "9999000052", null, Government.Id, ProvingNode);

    /// <summary>Officials of an organisation, the author of its letters first.</summary>
    public static IReadOnlyList<PlannedOfficial> OfficialsOf(PlannedOrganisation organisation) =>
        [.. ReferenceRegion.Officials.Where(official => official.Organisation == organisation.Id)];

    /// <summary>The plan on these ports.</summary>
    public static RegionPlan Plan(Suite suite, IReadOnlyList<int> ports, PlannedBlobs? blobs = null, TimeSpan? folderLook = null)
    {
        var reference = ReferenceRegion.Plan(suite, [.. ports.Take(ReferencePorts)]);
        return reference with
        {
            Blobs = blobs,
            FolderLook = folderLook,
            LongestPause = TimeSpan.FromSeconds(1),

            // Officials sign with GOST whatever the transport is sealed with; the long suite is shown whole.
            OfficialsSuite = suite == Suite.Gost512 ? Suite.Gost512 : Suite.Gost256,
            Nodes = [.. reference.Nodes, new PlannedNode(ProvingNode, TulaNode, false, ports[ReferencePorts], ports[ReferencePorts + 1], ports[ReferencePorts + 2])],
            Organisations = [.. reference.Organisations, ProvingStand],
        };
    }

    private static PlannedOrganisation Find(Guid id) => ReferenceRegion.Organisations.Single(organisation => organisation.Id == id);
}
