using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Sed.Exchange.Scenarios.Support;

/// <summary>
/// A running Azurite: the emulator of Azure Blob Storage by its makers, with an account and a key of this run's own. It ends with the test, by its
/// own process id.
/// </summary>
internal sealed class Azurite : IAsyncDisposable
{
    private const string Account = "sedx";
    private const string Index = "__azurite_db_blob__.json";

    private readonly string _folder;
    private readonly string _scheme;
    private readonly IReadOnlyList<string> _further;
    private Process? _process;

    private Azurite(string folder, string scheme, IReadOnlyList<string> further)
    {
        _folder = folder;
        _scheme = scheme;
        _further = further;
        Port = Ports.Next();
    }

    /// <summary>Where it listens on loopback; the same after a new start.</summary>
    public int Port { get; }

    /// <summary>The account's key.</summary>
    public string Key { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));

    /// <summary>Address of the account.</summary>
    public Uri Address => new($"{_scheme}://127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}/{Account}");

    /// <summary>The connection string.</summary>
    public string ConnectionString => Through(Port);

    /// <summary>Starts one with its data in <paramref name="folder"/>, and waits until it answers.</summary>
    /// <param name="folder">Where it keeps its data.</param>
    /// <param name="scheme"><c>http</c>, or <c>https</c> with further arguments that name a certificate.</param>
    /// <param name="further">Further arguments.</param>
    public static async Task<Azurite> StartAsync(string folder, string scheme = "http", params IReadOnlyList<string> further)
    {
        var azurite = new Azurite(folder, scheme, further);
        await azurite.StartAgainAsync();
        return azurite;
    }

    /// <summary>The connection string by another port: that of a relay.</summary>
    public string Through(int port) =>
        $"AccountName={Account};AccountKey={Key};BlobEndpoint={_scheme}://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}/{Account};";

    /// <summary>Starts it on what it has kept.</summary>
    public async Task StartAgainAsync()
    {
        var start = new ProcessStartInfo("node") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            Program(), "--blobHost", "127.0.0.1", "--blobPort", Port.ToString(CultureInfo.InvariantCulture), "--location", _folder,
            "--silent", "--disableTelemetry", .. _further,
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["AZURITE_ACCOUNTS"] = $"{Account}:{Key}";
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        var errors = process.StandardError.ReadToEndAsync();
        _process = process;
        await Until.True("Azurite listens", async () =>
        {
            if (process.HasExited) throw new InvalidOperationException($"Azurite ended: {await errors}");
            using var socket = new TcpClient();
            try
            {
                await socket.ConnectAsync("127.0.0.1", Port);
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        });
    }

    /// <summary>Waits until its index on disk has a container or blob: it writes it every few seconds, and a kill loses what it has not.</summary>
    public Task KeepsAsync(string name) => Until.True($"Azurite keeps {name}", () =>
        File.Exists(Path.Combine(_folder, Index)) && File.ReadAllText(Path.Combine(_folder, Index)).Contains($"\"{name}\"", StringComparison.Ordinal));

    /// <summary>SIGKILL: its connections break, what it keeps stays.</summary>
    public async Task KillAsync()
    {
        if (_process is not { } process) return;
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync() => await KillAsync();

    // test.sh installs it and says where; who runs one test by hand says so himself.
    private static string Program() => Environment.GetEnvironmentVariable("SEDX_AZURITE") is { Length: > 0 } program && File.Exists(program)
        ? program
        : throw new InvalidOperationException("SEDX_AZURITE does not name Azurite's dist/src/blob/main.js; ./test.sh installs it and sets the variable.");
}
