namespace Sed.Exchange.Adapters.AzureBlobs;

/// <summary>Options and limits of blobs in Azure Blob Storage.</summary>
public sealed record AzureBlobOptions
{
    /// <summary>The container; one node's alone, or shared by nodes that differ in <see cref="Prefix"/>.</summary>
    public required string Container { get; init; }

    /// <summary>Put before every name, <c>node-a/</c> for example; empty for none.</summary>
    public string Prefix { get; init; } = string.Empty;

    /// <summary>
    /// Octets of one block, 64 KiB to 64 MiB; what fits into one is put in one request. A blob has at most 50,000 blocks: larger ones get larger
    /// blocks. Blocks on their way, <see cref="BlocksUnderWay"/> of them, are what the store holds in memory for writing.
    /// </summary>
    public int BlockBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Blocks of one blob on their way at once, 1 to 16.</summary>
    public int BlocksPerBlob { get; init; } = 4;

    /// <summary>Blocks of all blobs on their way at once, 1 to 256: bounds memory whatever the number of uploads.</summary>
    public int BlocksUnderWay { get; init; } = 8;

    /// <summary>
    /// Octets read at once, 4 KiB to 4 MiB (the server computes the MD5 of no longer range). An open blob holds at most three such windows: two read
    /// last, one ahead.
    /// </summary>
    public int WindowBytes { get; init; } = 2 * 1024 * 1024;

    /// <summary>
    /// Repetitions of one request by the client library, 0 to 10. Few: an installation waits for its answer, and between attempts a message is
    /// retried by its own schedule.
    /// </summary>
    public int Retries { get; init; } = 2;

    /// <summary>Pause before the first repetition; doubles.</summary>
    public TimeSpan RetryPause { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>Time for TCP and TLS, 1 second to 1 minute: an address that swallows packets must not hold a request.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time for one request, 1 second to 10 minutes: a block of 4 MiB passes at 210 KB/s.</summary>
    public TimeSpan Request { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long the answer to "does the account answer?" is good, 1 second to 1 minute.</summary>
    public TimeSpan AnswerKept { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long that question waits, 1 second to 1 minute: a load balancer's probe does not wait long.</summary>
    public TimeSpan AnswerWait { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Share of the spool's disk that blobs in writing leave free for receipts, collects and state, 0 to 1.</summary>
    public double Reserve { get; init; } = 0.05;
}
