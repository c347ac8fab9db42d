using System.Text;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Delivery;
using Sed.Exchange.Tests.Containers;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Doors;

/// <summary>A directory that a peer shows or a file holds: only the rightful successor is taken, and the one in force stays.</summary>
public sealed class BadDirectoryTests
{
    private static readonly IReadOnlyList<(string Name, string? Finding, Func<byte[], byte[]> Spoil)> Bad =
    [
        ("not a ZIP", FindingCodes.ZipDamaged, _ => Encoding.UTF8.GetBytes("no directory")),
        ("nothing at all", FindingCodes.ZipDamaged, _ => []),
        ("cut in the middle", FindingCodes.ZipDamaged, intact => intact[..(intact.Length / 2)]),
        ("one octet altered", FindingCodes.DigestMismatch, intact => Forgery.Replace(intact, "directory.xml", "efremov", "efremow")),
        ("another entry", FindingCodes.LimitExceeded, intact => Forgery.With(intact, entries => entries.Add(("more.txt", "x"u8.ToArray())))),
        ("signed by somebody else", FindingCodes.DirectoryKeyWrong, _ => BySomebodyElse()),
    ];

    public static TheoryData<string> Names => new(Bad.Select(row => row.Name));

    internal static IEnumerable<DoorRow> Rows => Bad.Select(row => new DoorRow(Door.Directory, row.Name, $"{ProblemCodes.DirectoryInvalid}, {row.Finding}", Fate.NotStored));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_is_not_taken_and_the_one_in_force_stays(string name)
    {
        var row = Bad.Single(row => row.Name == name);
        var region = await OpenAsync();
        var keeper = region.EfremovNode.Gateway.Directory;
        var offered = row.Spoil(Successor(node => node, organisation => organisation));

        var problem = await keeper.OfferAsync(offered, CancellationToken.None);

        Assert.Equal(1, keeper.Current.Serial);
        Assert.Equal((ProblemCodes.DirectoryInvalid, row.Finding), (problem?.Code, problem?.Detail));
    }

    private static byte[] BySomebodyElse() => DirectoryFile.Write(
        new ExchangeDirectory
        {
            Serial = 2,
            IssuedAt = InForce.IssuedAt,
            Expires = InForce.Expires,
            Keys = new DirectoryKeys(SealOf(Government).Certificate, null, null),
            Organisations = InForce.Organisations,
            Nodes = InForce.Nodes,
        },
        SealOf(Government),
        Start);

    [Fact]
    public async Task Its_rightful_successor_is_taken_once_and_an_older_one_never()
    {
        var region = await OpenAsync();
        var keeper = region.EfremovNode.Gateway.Directory;
        Assert.Null(await keeper.OfferAsync(Successor(node => node, organisation => organisation), CancellationToken.None));
        Assert.Equal(2, keeper.Current.Serial);
        Assert.Null(await keeper.OfferAsync(DirectoryOctets, CancellationToken.None));
        Assert.Equal(2, keeper.Current.Serial);
    }
}
