using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Benchmarks;

/// <summary>What is measured and for how long.</summary>
/// <param name="Suites">Suites.</param>
/// <param name="Round">Shortest length of one round.</param>
/// <param name="Rounds">Rounds that count; one more warms up.</param>
/// <param name="Deliveries">Deliveries in one round; fewer when the documents are large.</param>
internal sealed record BenchmarkOptions(IReadOnlyList<Suite> Suites, TimeSpan Round, int Rounds, int Deliveries)
{
    /// <summary>File with the connection string of a storage account: only blobs are measured, there and in files; null: everything else is.</summary>
    public string? BlobConnection { get; init; }

    /// <summary>True: only signatures are measured, beside OpenSSL and xmlsec1.</summary>
    public bool Signatures { get; init; }

    /// <summary>Messages in a long journal: only what its length costs is measured, beside a short one; null: everything else is.</summary>
    public int? Messages { get; init; }

    /// <summary>True: what purging so many messages costs those that come meanwhile, instead.</summary>
    public bool Purge { get; init; }

    /// <summary>How many of them, the oldest, have lived their time; null: nearly all.</summary>
    public int? Old { get; init; }

    /// <summary>Octets of the document that the package carries.</summary>
    public static IReadOnlyList<int> DocumentLengths { get; } = [4 * 1024, 1024 * 1024];

    /// <summary>Reads the command line; null: not understood.</summary>
    public static BenchmarkOptions? Parse(string[] arguments)
    {
        var options = new BenchmarkOptions(Suite.All, TimeSpan.FromMilliseconds(400), 5, 160);
        for (var at = 0; at < arguments.Length; at++)
        {
            switch (arguments[at])
            {
                // Shows that everything still runs; its figures mean nothing.
                case "--quick":
                    options = options with { Round = TimeSpan.FromMilliseconds(10), Rounds = 1, Deliveries = 8 };
                    break;
                case "--suite" when at + 1 < arguments.Length && Suite.Find(arguments[at + 1]) is { } suite:
                    options = options with { Suites = [suite] };
                    at++;
                    break;
                case "signatures":
                    options = options with { Signatures = true };
                    break;
                case "journal":
                    options = options with { Messages = options.Messages ?? 1_000_000 };
                    break;
                case "purge":
                    options = options with { Purge = true, Messages = options.Messages ?? 1_000_000 };
                    break;
                case "--messages" when at + 1 < arguments.Length && int.TryParse(arguments[at + 1], out var messages) && messages > 1:
                    options = options with { Messages = messages };
                    at++;
                    break;
                case "--old" when at + 1 < arguments.Length && int.TryParse(arguments[at + 1], out var old) && old > 0:
                    options = options with { Old = old };
                    at++;
                    break;
                case "--blobs" when at + 1 < arguments.Length:
                    options = options with { BlobConnection = arguments[++at] };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}
