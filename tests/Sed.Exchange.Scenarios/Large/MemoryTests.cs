using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Node.Region;
using Xunit.Abstractions;

namespace Sed.Exchange.Scenarios.Large;

/// <summary>
/// A package of 100 MB and one of 1 GB from the region to the settlement: sealed, sent, relayed, verified, stored, pulled. Memory is bounded whatever
/// the size (DESIGN section 8): no process ever holds more than 256 MiB, and 1 GB takes at most 32 MiB more than 100 MB.
/// </summary>
public sealed class MemoryTests(ITestOutputHelper output)
{
    private const double MostMemory = 256;
    private const double MostGrowth = 32;

    /// <summary>GOST computes tens of megabytes a second and takes many minutes: only in <c>./test.sh --long</c>.</summary>
    public static TheoryData<string> Suites => Environment.GetEnvironmentVariable("SEDX_LONG") == "1"
        ? [Suite.Ecdsa.Name, Suite.Gost256.Name]
        : [Suite.Ecdsa.Name];

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task A_gigabyte_takes_no_more_memory_than_a_tenth_of_it(string name)
    {
        var suite = Suite.All.Single(row => row.Name == name);
        var patience = TimeSpan.FromMinutes(suite == Suite.Ecdsa ? 3 : 20);
        await using var region = await LargeRegion.StartAsync(suite, ReferenceRegion.Lobanovskoe);
        var small = await SendAsync(region, 100_000_000, patience);
        var large = await SendAsync(region, 1_000_000_000, patience);
        var complaints = large
            .Where(row => row.Value > MostMemory || row.Value > small[row.Key] + MostGrowth)
            .Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Key}: {small[row.Key]:F0} MiB for 100 MB, {row.Value:F0} MiB for 1 GB"));
        Assert.Empty(complaints);
    }

    /// <summary>Sends and pulls one letter of this size; the peaks of every process since it started.</summary>
    private async Task<Dictionary<string, double>> SendAsync(LargeRegion region, long length, TimeSpan patience)
    {
        var started = Stopwatch.GetTimestamp();
        var letter = await LargeLetter.WriteAsync(
            region.Folder.Of($"letter-{length}"), ReferenceRegion.Government, ReferenceRegion.Lobanovskoe, length, seed: (ulong)length);
        var peaks = new Dictionary<string, double>();
        var times = new List<string>();

        (peaks["send"], var sent) = await PeakMemory.OfCommandAsync(patience, ["send", letter.Folder, "--json", .. region.Sender]);
        Note("accepted");
        var message = JsonDocument.Parse(sent).RootElement.GetProperty("messageId").GetGuid();
        var delivery = await region.ArrivalOfAsync(message, patience);
        Note("delivered");
        var pulled = region.Folder.Of($"pulled-{length}");
        (peaks["pull"], _) = await PeakMemory.OfCommandAsync(patience, ["inbox", "pull", delivery.ToString(), "--out", pulled, "--container", .. region.Recipient]);
        Note("pulled");
        foreach (var node in region.Nodes) peaks[node.Key] = PeakMemory.Of(node.Value.Id)!.Value;

        Assert.Equal(letter.Sha256, await LargeLetter.DigestAsync(Path.Combine(pulled, LargeLetter.AttachmentName)));
        Directory.Delete(letter.Folder, recursive: true);
        Directory.Delete(pulled, recursive: true);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{region.Suite.Name}, {length / 1_000_000} MB: {string.Join(", ", times)}"));
        output.WriteLine("  " + string.Join(", ", peaks.Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Key} {row.Value:F0} MiB"))));
        return peaks;

        void Note(string what) => times.Add(string.Create(CultureInfo.InvariantCulture, $"{what} at {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s"));
    }
}
