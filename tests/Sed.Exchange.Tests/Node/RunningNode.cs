using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sed.Exchange.Client;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Node.Commands;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Demo;
using Sed.Exchange.Node.Demo.Documents;
using Sed.Exchange.Node.Hosting;
using Sed.Exchange.Node.Region;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Node;

/// <summary>
/// The region's node in this process on free ports of loopback, with its journal and blobs in a folder of its own, and three clients: of the
/// government, of its office in Moscow, and an administrator. Made once for the tests of a class.
/// </summary>
public class RunningNode : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private Task<int>? _run;

    internal MadeRegion Region { get; private set; } = null!;

    internal string ConfigFile => Region.Node(DemoRegion.TulaNode).ConfigFile;

    internal string Folder => _folder.Path;

    internal Uri Api { get; private set; } = null!;

    internal Uri Exchange { get; private set; } = null!;

    internal Uri Console { get; private set; } = null!;

    internal string GovernmentKey { get; private set; } = null!;

    internal string OfficeKey { get; private set; } = null!;

    internal string AdministratorKey { get; private set; } = null!;

    /// <summary>Settings besides the usual ones.</summary>
    private protected virtual IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>();

    public async Task InitializeAsync()
    {
        Region = RegionMaker.Make(DemoRegion.Plan(Suite.Ecdsa, [.. Enumerable.Range(20000, DemoRegion.PortCount)]), Path.Combine(Folder, "region"), TimeProvider.System);
        GovernmentKey = await AddClientAsync("government", "--organisation", DemoRegion.Government.Id.ToString());
        OfficeKey = await AddClientAsync("office", "--organisation", DemoRegion.MoscowOffice.Id.ToString());
        AdministratorKey = await AddClientAsync("duty-officer", "--administrator");
        var configuration = ConfigurationFile.Read(ConfigFile, new Dictionary<string, string>(Settings)
        {
            ["listen__exchange"] = "https://127.0.0.1:0",
            ["listen__api"] = "https://127.0.0.1:0",
            ["listen__console"] = "http://127.0.0.1:0",
            ["limits__containerBytes"] = "2000000",
            ["limits__packageFiles"] = "20",
            // Tests are strangers more often than anybody else; what stops them has a node of its own.
            ["limits__strangersPerMinute"] = Settings.GetValueOrDefault("limits__strangersPerMinute", "100000"),
        });
        var ready = new ReadyLine();
        _run = NodeRun.RunAsync(
            configuration,
            NodeMaterial.Open(configuration, dev: true, TimeProvider.System.GetUtcNow()),
            new ConfigurationSource(ConfigFile, Dev: true),
            TimeProvider.System,
            ready,
            _stop.Token);
        var line = await await Task.WhenAny(ready.Line, _run.ContinueWith<string>(ended => throw new InvalidOperationException("The node ended.", ended.Exception), TaskScheduler.Default));
        Uri Address(string name) => new(line.Split(' ').First(word => word.StartsWith(name + '=', StringComparison.Ordinal))[(name.Length + 1)..]);
        (Api, Exchange, Console) = (Address("api"), Address("exchange"), Address("console"));
    }

    public async Task DisposeAsync() => await StopAsync();

    public void Dispose()
    {
        _stop.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops the node as SIGTERM does and returns its exit code.</summary>
    internal async Task<int> StopAsync()
    {
        await _stop.CancelAsync();
        return await _run!;
    }

    /// <summary>Runs a command in this process and returns its exit code and output.</summary>
    internal static async Task<(int Code, string Output, string Errors)> CommandAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await CommandRun.RunAsync(arguments, new CommandSurroundings { Words = SedxCommands.WordsOf(arguments, _ => null), Output = output, Error = errors, Variable = _ => null });
        return (code, output.ToString(), errors.ToString());
    }

    internal async Task<string> AddClientAsync(string id, params string[] role)
    {
        var (code, output, errors) = await CommandAsync(["client", "add", id, "--config", ConfigFile, .. role]);
        Assert.True(code == 0, errors);
        return output.Trim();
    }

    /// <summary>A client of an installation.</summary>
    internal ExchangeClient Client(string key) =>
        new(new ExchangeClientOptions { Address = Api, ApiKey = key, AuthorityFile = Region.TlsAuthorityFile, Attempts = 1 });

    /// <summary>A client of an installation on a bad line, which sends everything but the smallest in pieces.</summary>
    internal ExchangeClient Client(string key, BadLine line)
    {
        line.InnerHandler = Handler(null);
        return new ExchangeClient(
            new ExchangeClientOptions { Address = Api, ApiKey = key, Attempts = 4, FirstPause = TimeSpan.FromMilliseconds(1), ResumableFrom = 100_000 }, line);
    }

    /// <summary>A bare connection: with a key, a client certificate, or neither; from another address of loopback than the usual one.</summary>
    internal HttpClient Http(string? key = null, X509Certificate2? certificate = null, IPAddress? from = null)
    {
        var handler = Handler(certificate);
        if (from is not null)
        {
            handler.ConnectCallback = async (asked, cancel) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(from, 0));
                await socket.ConnectAsync(asked.DnsEndPoint, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            };
        }

        var http = new HttpClient(new AskingFirst(handler)) { BaseAddress = Api, DefaultRequestVersion = HttpVersion.Version11 };
        if (key is not null) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http;
    }

    private SocketsHttpHandler Handler(X509Certificate2? certificate)
    {
        var pin = Region.Node(DemoRegion.TulaNode).TlsPin;
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(10),

            // Who asks before a large body waits for the answer, however busy the machine is.
            Expect100ContinueTimeout = TimeSpan.FromSeconds(20),
        };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) =>
            shown is X509Certificate2 known && Convert.ToHexStringLower(SHA256.HashData(known.PublicKey.ExportSubjectPublicKeyInfo())) == pin;
        if (certificate is not null) handler.SslOptions.ClientCertificates = [certificate];
        return handler;
    }

    /// <summary>A connection for octets of any kind.</summary>
    internal Task<RawConnection> RawAsync(Uri address, X509Certificate2? certificate = null) =>
        RawConnection.OpenAsync(address, Region.Node(DemoRegion.TulaNode).TlsPin, certificate);

    /// <summary>The TLS certificate of a node of the region, with its key.</summary>
    internal X509Certificate2 TlsOf(string node)
    {
        var tls = Region.Node(node).Tls;
        return X509CertificateLoader.LoadPkcs12FromFile(tls.File, tls.ReadPassword());
    }

    /// <summary>A letter of the government to its office, signed by its first official.</summary>
    internal Letter NewLetter(string number, byte[]? content = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        var official = DemoRegion.OfficialsOf(DemoRegion.Government)[0];
        var signer = new Signer(official, Region.KeyOf(official).Open(), 1);
        return Letters.Plain(
            DemoRegion.Government, [DemoRegion.MoscowOffice], number, "О проверке", SignedFile.Sign("Письмо[1].pdf", content ?? "%PDF-1.4\n"u8.ToArray(), [signer], now), now);
    }

    private sealed class ReadyLine : StringWriter
    {
        private readonly TaskCompletionSource<string> _line = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Line => _line.Task;

        public override Task WriteLineAsync(string? value)
        {
            _line.TrySetResult(value!);
            return Task.CompletedTask;
        }
    }

    /// <summary>Who has much to send asks first; else the answer races with the end of a connection that is still being written to.</summary>
    private sealed class AskingFirst(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Content?.Headers.ContentLength > 60_000) request.Headers.ExpectContinue = true;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
