namespace Sed.Exchange.Tests.House;

/// <summary>
/// One of the six projects and what it may see: the table of the house, once, as the compiler's output is compared with it.
/// References between rooms run in one direction: a Node wires Adapters into Delivery, which carries Containers made of Packages.
/// </summary>
/// <param name="Assembly">Name of the assembly.</param>
/// <param name="MayUse">
/// Assemblies besides the base class library; one that ends with <c>.*</c> stands for everything below that name.
/// </param>
/// <param name="NeverSees">
/// Full names of types, or namespaces that end with <c>.*</c>, of the base class library that must not occur in its metadata, each with the reason.
/// </param>
internal sealed record Room(string Assembly, IReadOnlyList<string> MayUse, IReadOnlyDictionary<string, string> NeverSees)
{
    private static readonly Dictionary<string, string> Network = new()
    {
        ["System.Net.Http.*"] = "no network",
        ["System.Net.Sockets.*"] = "no network",
        ["System.Net.Security.*"] = "no network",
    };

    private static readonly Dictionary<string, string> Clock = new()
    {
        ["System.TimeProvider"] = "time is an argument",
        ["System.Threading.Timer"] = "time is an argument",
        ["System.Diagnostics.Stopwatch"] = "time is an argument",
    };

    private static readonly Dictionary<string, string> Database = new() { ["System.Data.*"] = "no database" };

    private static readonly Dictionary<string, string> Disk = new()
    {
        ["System.IO.File"] = "no disk layout: files come as streams",
        ["System.IO.FileInfo"] = "no disk layout: files come as streams",
        ["System.IO.FileStream"] = "no disk layout: files come as streams",
        ["System.IO.Directory"] = "no disk layout: files come as streams",
        ["System.IO.DirectoryInfo"] = "no disk layout: files come as streams",
    };

    /// <summary>Every room, from the lowest.</summary>
    public static IReadOnlyList<Room> All { get; } =
    [
        new("Sed.Exchange.Packages", [], Join(Network, Clock, Database, Disk, new() { ["System.Security.Cryptography.*"] = "no cryptography" })),
        new(
            "Sed.Exchange.Containers",
            ["Sed.Exchange.Packages", "BouncyCastle.Cryptography", "System.Security.Cryptography.Xml"],
            Join(Network, Clock, Database)),
        new(
            "Sed.Exchange.Delivery",
            [
                "Sed.Exchange.Containers", "Sed.Exchange.Packages", "Polly.Core",
                "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.DependencyInjection.Abstractions",
                "Microsoft.Extensions.Options", "Microsoft.Extensions.Hosting.Abstractions",
            ],
            Join(Network, Database)),
        new(
            "Sed.Exchange.Adapters",
            [
                "Sed.Exchange.Delivery", "Sed.Exchange.Containers", "Sed.Exchange.Packages", "Polly.Core",
                "Microsoft.Data.Sqlite", "SQLitePCLRaw.*", "Npgsql", "Azure.*", "MailKit", "MimeKit", "Pkcs11Interop",
                "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.DependencyInjection.Abstractions",
                "Microsoft.Extensions.Options",
            ],
            new Dictionary<string, string>()),
        new(
            "sedx",
            [
                "Sed.Exchange.*", "Microsoft.AspNetCore", "Microsoft.AspNetCore.*", "Microsoft.Extensions.*", "Microsoft.OpenApi", "Microsoft.Net.Http.Headers",
                "System.CommandLine", "System.Threading.RateLimiting", "Spectre.Console", "Spectre.Console.*",
            ],
            Database),
        new("Sed.Exchange.Client", [], Join(Database, new() { ["System.Security.Cryptography.Xml.*"] = "only the base class library" })),
    ];

    /// <summary>True when the room may reference an assembly that is not of the base class library.</summary>
    public bool Allows(string assembly) => MayUse.Any(allowed => Covers(allowed, assembly));

    /// <summary>Why the room must not see a type, or null when it may.</summary>
    public string? Forbids(string type) => NeverSees.FirstOrDefault(row => Covers(row.Key, type)).Value;

    private static bool Covers(string pattern, string name) => pattern.EndsWith(".*", StringComparison.Ordinal)
        ? name.StartsWith(pattern[..^1], StringComparison.Ordinal)
        : name == pattern;

    private static Dictionary<string, string> Join(params Dictionary<string, string>[] tables) =>
        tables.SelectMany(table => table).ToDictionary(row => row.Key, row => row.Value);
}
