using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sed.Exchange.Adapters.AzureBlobs;
using Sed.Exchange.Adapters.Files;
using Sed.Exchange.Delivery.Blobs;

namespace Sed.Exchange.Benchmarks;

/// <summary>
/// Puts and gets blobs in files and in a storage account, size by size, the two in turn: what a store costs by itself, without the lanes around it. A
/// put ends with its commit, a get with the last octet read.
/// </summary>
internal static class BlobBenchmark
{
    private static readonly (int Length, int Count)[] Sizes = [(4 * 1024, 100), (1024 * 1024, 40), (100 * 1024 * 1024, 2)];

    /// <summary>Measures and gives the table.</summary>
    /// <param name="connectionFile">File with the connection string.</param>
    /// <param name="rounds">Rounds that count; one more warms up.</param>
    public static async Task<string> RunAsync(string connectionFile, int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("sedx-blobs-").FullName;
        try
        {
            var files = FileBlobStore.Open(Path.Combine(folder, "blobs"));
            var access = AzureBlobAccess.ConnectionString((await File.ReadAllLinesAsync(connectionFile))[0]);
            var container = $"sedx-benchmark-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
            using var azure = AzureBlobStore.Open(access, new AzureBlobOptions { Container = container }, Path.Combine(folder, "spool"));
            if (await azure.FindObstacleAsync(makesContainer: true, CancellationToken.None) is { } obstacle) throw new InvalidOperationException(obstacle);

            var text = new StringBuilder("| per second | put, files | put, Azure | get, files | get, Azure |\n| --- | --- | --- | --- | --- |\n");
            foreach (var (length, count) in Sizes)
            {
                Console.Error.WriteLine(ResultTable.Size(length));
                var octets = RandomNumberGenerator.GetBytes(length);
                var figures = new List<(double Put, double Get)>[] { [], [] };
                for (var round = 0; round <= rounds; round++)
                {
                    foreach (var (store, results) in new (IBlobStore, List<(double, double)>)[] { (files, figures[0]), (azure, figures[1]) })
                    {
                        var result = await RoundAsync(store, octets, count);
                        if (round > 0) results.Add(result);
                    }
                }

                string Cell(int store, Func<(double Put, double Get), double> figure) => Rate.Of(figures[store].Select(figure)).ToString();
                text.Append(CultureInfo.InvariantCulture, $"| {ResultTable.Size(length)}, one at a time | {Cell(0, row => row.Put)} | {Cell(1, row => row.Put)} ")
                    .Append(CultureInfo.InvariantCulture, $"| {Cell(0, row => row.Get)} | {Cell(1, row => row.Get)} |\n");
            }

            return text.ToString();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(double Put, double Get)> RoundAsync(IBlobStore store, byte[] octets, int count)
    {
        var names = Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7().ToString("N")).ToList();
        var began = Stopwatch.GetTimestamp();
        foreach (var name in names)
        {
            await using var writer = await store.CreateAsync(name, CancellationToken.None);
            await writer.Content.WriteAsync(octets);
            await writer.CommitAsync(CancellationToken.None);
        }

        var put = count / Stopwatch.GetElapsedTime(began).TotalSeconds;
        began = Stopwatch.GetTimestamp();
        foreach (var name in names)
        {
            await using var content = await store.OpenAsync(name, CancellationToken.None);
            await content.CopyToAsync(Stream.Null);
        }

        var get = count / Stopwatch.GetElapsedTime(began).TotalSeconds;
        foreach (var name in names) await store.DeleteAsync(name, CancellationToken.None);
        return (put, get);
    }
}
