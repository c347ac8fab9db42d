using Sed.Exchange.Adapters.Folders;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Tests.Folders;

/// <summary>Folders as «Дело» and a broker wrote them.</summary>
public sealed class RealFolderTests
{
    private static readonly string[] Traffic = ["formats", "samples", "delo-medo-traffic"];

    [SharedFact]
    public void Every_real_pair_is_read()
    {
        if (SharedFolder.Find(Traffic) is not { } root) return;
        var envelopes = Directory.EnumerateFiles(root, "*.env", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(45, envelopes.Count);

        Assert.All(envelopes, path =>
        {
            var place = PlaceOf(Path.GetDirectoryName(path)!);
            var pair = new WaitingPair(null, Path.GetFileNameWithoutExtension(path));
            Assert.Null(PairSight.Of(place, pair, new FolderOptions()).Fault);
            using var content = PairContent.Open(place, pair, new FolderOptions());
            Assert.Null(content.Fault);
            var passport = Assert.Single(content.Files, file => file.Name is SevDocInfo.FileName or SevReport.FileName);
            using var octets = passport.Open();
            using var all = new MemoryStream();
            octets.CopyTo(all);
            Assert.NotNull(SevReader.Read(all.ToArray()).Passport);
        });
    }

    [SharedFact]
    public void Every_pair_of_real_minute_stamp_folders_is_found()
    {
        if (SharedFolder.Find([.. Traffic, "errors", "delo"]) is not { } root) return;
        var found = new List<WaitingPair>();

        OutboxScan.Find(PlaceOf(root), [], 1000, new DateTime(2015, 1, 1), found.Add);

        Assert.Equal(Directory.EnumerateFiles(root, "*.env", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(root, path[..^4])).Order(StringComparer.Ordinal), found.Select(pair => pair.ToString()).Order(StringComparer.Ordinal));
    }

    private static FolderPlace PlaceOf(string outbox) => new()
    {
        Organisations = [Guid.Empty],
        Out = outbox,
        Documents = outbox,
        Reports = outbox,
        Errors = outbox,
        Taken = outbox,
    };
}
