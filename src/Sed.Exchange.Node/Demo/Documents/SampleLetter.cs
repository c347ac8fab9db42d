using Sed.Exchange.Node.Region;

namespace Sed.Exchange.Node.Demo.Documents;

/// <summary>A citizen's appeal from the government to the town as a folder of files: something to send in a development region.</summary>
internal static class SampleLetter
{
    /// <summary>Writes it, signed with the region's own keys of officials.</summary>
    /// <param name="region">The region.</param>
    /// <param name="folder">The folder; made.</param>
    /// <param name="at">Date of the letter.</param>
    public static void Write(MadeRegion region, string folder, DateTimeOffset at)
    {
        // The author signs first (СЭВ KindID 1), then who approves (3).
        var officials = DemoRegion.OfficialsOf(DemoRegion.Government);
        var letter = Letters.Appeal(
            [DemoRegion.Efremov], [.. officials.Select((official, index) => new Signer(official, region.KeyOf(official).Open(), index == 0 ? 1 : 3))], at);
        Directory.CreateDirectory(folder);
        foreach (var file in letter.Files)
        {
            using var content = file.Open();
            using var written = File.Create(Path.Combine(folder, file.Name));
            content.CopyTo(written);
        }
    }
}
