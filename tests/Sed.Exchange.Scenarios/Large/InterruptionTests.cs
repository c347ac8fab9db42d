using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Node.Region;
using Sed.Exchange.Scenarios.Support;
using Xunit.Abstractions;

namespace Sed.Exchange.Scenarios.Large;

/// <summary>
/// A large package on a bad line: the connection is torn ten times in the middle, and every third time a node is killed while it is. It arrives once,
/// octet for octet, and what had arrived before a cut does not travel again.
/// </summary>
public sealed class InterruptionTests(ITestOutputHelper output)
{
    private const int Interruptions = 10;
    private const int Length = 240_000_000;

    /// <summary>More than what lies between two syncs, so that a killed node keeps something of each stretch.</summary>
    private const int Stretch = 20_000_000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task The_public_client_of_tus_is_interrupted_ten_times()
    {
        await using var region = await LargeRegion.StartAsync(Suite.Ecdsa, ReferenceRegion.MoscowOffice);
        var letter = await WriteAsync(region, ReferenceRegion.MoscowOffice);
        var zip = region.Folder.Of("package.zip");
        await ZipFile.CreateFromDirectoryAsync(letter.Folder, zip, CompressionLevel.NoCompression, includeBaseDirectory: false);
        var port = Ports.Next();
        await using var proxy = new CuttingProxy(port, region.Api.Port);

        // 1. Upload.
        var uploading = ToolRun.Run(
            "node",
            [Path.Combine(AppContext.BaseDirectory, "Large", "upload.mjs"), $"https://127.0.0.1:{port}/api/v1/uploads", region.SenderKey, zip],
            environment: new Dictionary<string, string?> { ["SEDX_TUS_CLIENT"] = TusClient(), ["NODE_EXTRA_CA_CERTS"] = region.AuthorityFile },
            patience: Patience);
        await InterruptAsync(proxy, uploading, _ => region.KillAndStartAsync("tula"));
        var uploaded = JsonDocument.Parse((await uploading).MustSucceed().Output).RootElement;
        Assert.True(uploaded.GetProperty("retries").GetInt32() >= Interruptions);
        AssertResumed(proxy, new FileInfo(zip).Length);

        // 2. Hand it in, twice, as after a lost answer.
        var id = uploaded.GetProperty("url").GetString()!.Split('/')[^1];
        var first = await SubmitAsync(region, id);
        var again = await SubmitAsync(region, id);
        Assert.Equal(first, again);

        await AssertArrivedOnceAsync(region, letter);
    }

    [Fact]
    public async Task A_container_between_nodes_is_interrupted_ten_times()
    {
        await using var region = await LargeRegion.StartAsync(Suite.Ecdsa, ReferenceRegion.Efremov, behindProxy: "efremov");
        var letter = await WriteAsync(region, ReferenceRegion.Efremov);
        var sending = SedxProcess.Run(["send", letter.Folder, "--json", .. region.Sender]);

        // Whoever dies, the sender or the receiver: neither has written down where the other was.
        await InterruptAsync(region.Proxy!, sending, round => region.KillAndStartAsync(round % 2 == 0 ? "tula" : "efremov"));

        var message = JsonDocument.Parse((await sending).MustSucceed().Output).RootElement.GetProperty("messageId").GetGuid();
        await region.ArrivalOfAsync(message, Patience);
        AssertResumed(region.Proxy!, Length);
        await AssertArrivedOnceAsync(region, letter);
    }

    private static Task<LargeLetter> WriteAsync(LargeRegion region, Guid recipient) =>
        LargeLetter.WriteAsync(region.Folder.Of("letter"), ReferenceRegion.Government, recipient, Length, seed: 240);

    private static async Task InterruptAsync(CuttingProxy proxy, Task<ToolRun> underWay, Func<int, Task> kill)
    {
        for (var round = 1; round <= Interruptions; round++)
        {
            var killed = round;
            var cut = proxy.CutAfter(Stretch, () => killed % 3 == 0 ? kill(killed) : Task.CompletedTask, Patience);
            await Task.WhenAny(cut, underWay);

            // A run that ends early failed; its own words say why.
            if (!cut.IsCompleted) (await underWay).MustSucceed();
            await cut;
        }
    }

    // Ten times from the beginning would be more than five times as much. A cut loses what was in buffers on the way, a killed node what was not synced.
    private void AssertResumed(CuttingProxy proxy, long length)
    {
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Interruptions} interruptions: {proxy.Forwarded / 1e6:F1} MB on the wire for {length / 1e6:F1} MB ({100.0 * proxy.Forwarded / length - 100:F1} % more)"));
        Assert.InRange(proxy.Forwarded, length, (long)(length * 1.5));
    }

    private static async Task AssertArrivedOnceAsync(LargeRegion region, LargeLetter letter)
    {
        var item = Assert.Single(await region.InboxAsync());
        var pulled = region.Folder.Of("pulled");
        (await SedxProcess.Run(["inbox", "pull", item.GetProperty("deliveryId").GetString()!, "--out", pulled, .. region.Recipient])).MustSucceed();
        Assert.Equal(letter.Sha256, await LargeLetter.DigestAsync(Path.Combine(pulled, LargeLetter.AttachmentName)));
    }

    private static async Task<Guid> SubmitAsync(LargeRegion region, string upload)
    {
        var run = await ToolRun.Run("curl", [
            "-sS", "--fail-with-body", "--cacert", region.AuthorityFile, "-X", "POST", "-H", $"Authorization: Bearer {region.SenderKey}",
            "-H", $"Sed-Upload: {upload}", new Uri(region.Api, "/api/v1/packages").ToString()]);
        return JsonDocument.Parse(run.MustSucceed().Output).RootElement.GetProperty("messageId").GetGuid();
    }

    // test.sh installs it and says where; who runs one test by hand says so himself.
    private static string TusClient() => Environment.GetEnvironmentVariable("SEDX_TUS_CLIENT") is { Length: > 0 } folder && Directory.Exists(folder)
        ? folder
        : throw new InvalidOperationException("SEDX_TUS_CLIENT does not name the folder of tus-js-client; ./test.sh installs it and sets the variable.");
}
