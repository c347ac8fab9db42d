using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Sed.Exchange.Client;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Node.Demo;
using Sed.Exchange.Node.Demo.Documents;
using Sed.Exchange.Node.Demo.Running;
using Sed.Exchange.Node.Region;
using Sed.Exchange.Scenarios.Support;

namespace Sed.Exchange.Scenarios.Access;

/// <summary>
/// Two nodes are given letters full of marked words, right and broken in every way that has a message of its own, and callers that put secrets
/// where they do not belong. Then everything they wrote is read.
/// </summary>
public sealed class SecretsInLogsTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly int _since = LogAudit.Count;
    private MadeRegion _region = null!;
    private SedxProcess _tula = null!;
    private SedxProcess _efremov = null!;

    public async Task InitializeAsync()
    {
        var ports = Ports.Take(DemoRegion.PortCount);
        _region = RegionMaker.Make(DemoRegion.Plan(Suite.Ecdsa, ports), _folder.Of("region"), TimeProvider.System);
        _tula = SedxProcess.Start("run", "--dev", "--config", _region.Node("tula").ConfigFile);
        _efremov = SedxProcess.Start("run", "--dev", "--config", _region.Node("efremov").ConfigFile);
        await _tula.Says("ready node=tula");
        await _efremov.Says("ready node=efremov");
    }

    public async Task DisposeAsync()
    {
        await _tula.DisposeAsync();
        await _efremov.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task No_log_and_no_problem_holds_a_key_or_a_word_of_a_document()
    {
        var reference = LogAudit.Mark("ссылка-бирюза");
        var stray = LogAudit.Mark("жемчуг-не-индекс");
        var lead = LogAudit.Mark("zhemchug");
        var government = await KeyAsync("government", DemoRegion.Government);
        var office = await KeyAsync("office", DemoRegion.MoscowOffice);
        var town = await KeyAsync("town", DemoRegion.Efremov, "efremov");
        using var http = Http("tula", government);
        var said = new List<string>();

        // 1. A right letter, from door to door, collected here and declined there.
        var appeal = Appeal();
        var sent = await PostAsync(http, appeal, said, $"?clientReference={Uri.EscapeDataString(reference)}", HttpStatusCode.Created);
        await SettleAsync("tula", office, "collect", sent);
        await SettleAsync("efremov", town, "decline", sent);

        // 2. The same letter broken in every way that the doors tell apart.
        foreach (var broken in Broken(appeal, stray)) await PostAsync(http, broken, said);

        // 3. Callers who put words and secrets where they do not belong.
        foreach (var key in new[] { $"{government}x", government[..^1] + "!", lead })
        {
            using var wrong = Http("tula", key);
            said.Add(await wrong.GetStringAsync("/health/live"));
            using var refused = await wrong.GetAsync($"/api/v1/messages?clientReference={lead}&api_key={government}");
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            said.Add(await refused.Content.ReadAsStringAsync());
        }

        using (var basic = Http("tula", null))
        {
            basic.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"user:{government}")));
            using var refused = await basic.GetAsync("/api/v1/inbox");
            said.Add(await refused.Content.ReadAsStringAsync());
        }

        foreach (var path in new[] { $"/api/v1/{lead}", $"/api/v1/inbox?organisation={lead}", $"/api/v1/events?after={lead}", $"/api/v1/inbox/{lead}" })
        {
            // What is said back to the caller about his own address is his; the log must not have it.
            using var answer = await http.GetAsync(path);
            Assert.False(answer.IsSuccessStatusCode);
        }

        using (var act = await http.PostAsync($"/api/v1/inbox/{sent}/collect", new StringContent($"{{\"leaseId\":\"{lead}\"", Encoding.UTF8, "application/json")))
            Assert.Equal(HttpStatusCode.BadRequest, act.StatusCode);

        // 4. A peer that sends rubbish with words in it, and a stranger whose certificate has a name.
        await AnnoyAsync(lead, said);

        // 5. What administrators look at.
        var administrator = await KeyAsync("duty-officer", null);
        using var overview = Http("tula", administrator);
        said.Add(await overview.GetStringAsync("/api/v1/events?max=1000"));
        await _tula.Terminate();
        await _efremov.Terminate();
        Assert.Equal(0, await _tula.Ends());
        Assert.Equal(0, await _efremov.Ends());

        // The nodes had much to say, or this would prove nothing.
        Assert.InRange(_tula.Errors.Split('\n').Count(line => line.Contains("[2002]", StringComparison.Ordinal)), 8, 1000);
        // One line a failure: the framework's own are left out.
        var failures = _tula.Errors.Split('\n').Where(line => line.Contains("authenticat", StringComparison.OrdinalIgnoreCase)).ToList();
        Assert.InRange(failures.Count, 4, 100);
        Assert.All(failures, line => Assert.Contains("[4005]", line, StringComparison.Ordinal));
        Assert.Contains("[4004]", _efremov.Errors, StringComparison.Ordinal);
        LogAudit.Keep("sedx.dll run (what the API said)", string.Join('\n', said), string.Empty);
        LogAudit.Keep("sedx.dll run (tula)", _tula.Output, _tula.Errors);
        LogAudit.Keep("sedx.dll run (efremov)", _efremov.Output, _efremov.Errors);
        Assert.Empty(LogAudit.Leaks(_since, _folder.Path));
    }

    private Letter Appeal()
    {
        var signers = DemoRegion.OfficialsOf(DemoRegion.Government).Select((official, index) => new Signer(official, _region.KeyOf(official).Open(), index + 1)).ToList();
        return Letters.Appeal([DemoRegion.MoscowOffice, DemoRegion.Efremov], signers, TimeProvider.System.GetUtcNow());
    }

    private static IEnumerable<Letter> Broken(Letter letter, string stray)
    {
        Letter With(Func<string, string> passport) => letter with
        {
            Files = [OutboundFile.FromBytes(letter.Files[0].Name, Encoding.UTF8.GetBytes(passport(Encoding.UTF8.GetString(Octets(letter.Files[0]))))), .. letter.Files.Skip(1)],
        };
        Letter Without(int index) => letter with { Files = [.. letter.Files.Where((_, at) => at != index)] };
        Letter Renamed(int index, string name) => letter with { Files = [.. letter.Files.Select((file, at) => at == index ? file with { Name = name } : file)] };

        var town = Convert.ToHexString(DemoRegion.Efremov.Id.ToByteArray(bigEndian: true));
        yield return With(xml => xml.Replace("</Annotation>", "</Annotatio>", StringComparison.Ordinal));
        yield return With(xml => xml.Replace("<Annotation>", "<Лишний>Берёзкина, О ремонте моста</Лишний><Annotation>", StringComparison.Ordinal));
        yield return With(xml => System.Text.RegularExpressions.Regex.Replace(xml, "<Date>[^<]*</Date>", "<Date>Берёзкина М. П.</Date>"));
        yield return With(xml => xml.Replace("MessageType=\"MainDoc\"", "MessageType=\"Берёзкина\"", StringComparison.Ordinal));
        yield return With(xml => System.Text.RegularExpressions.Regex.Replace(xml, "UID=\"[0-9A-Fa-f{}-]{32,38}\"(?=[^>]*>\\s*<ShortName)", $"UID=\"{stray}\""));
        yield return With(xml => xml.Replace(town, stray, StringComparison.OrdinalIgnoreCase).Replace(DemoRegion.Efremov.Id.ToString(), stray, StringComparison.OrdinalIgnoreCase));
        yield return With(xml => xml.Replace("<?xml", "<!DOCTYPE a [<!ENTITY b \"Берёзкина\">]><?xml", StringComparison.Ordinal));
        yield return With(_ => "Берёзкина Мария Петровна");
        yield return Without(1);
        yield return Without(2);
        yield return Renamed(1, "../Обращение[1].pdf");
        yield return Renamed(1, "Обращение[1]\u0007.pdf");
        yield return letter with { Files = [.. letter.Files, OutboundFile.FromBytes("Берёзкина.pdf", "%PDF"u8.ToArray())] };
        yield return letter with { Files = [letter.Files[0], OutboundFile.FromBytes(letter.Files[1].Name, "%PDF-1.4 Берёзкина"u8.ToArray()), .. letter.Files.Skip(2)] };
        yield return letter with { Files = [.. letter.Files.Select(file => file.Name.EndsWith(".sig", StringComparison.Ordinal) ? OutboundFile.FromBytes(file.Name, "Берёзкина"u8.ToArray()) : file)] };
    }

    private static async Task<Guid> PostAsync(HttpClient http, Letter letter, List<string> said, string query = "", HttpStatusCode? expected = null)
    {
        using var content = new MultipartFormDataContent();
        foreach (var file in letter.Files)
        {
            var part = new ByteArrayContent(Octets(file));
            part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"file\"; filename*=utf-8''{Uri.EscapeDataString(file.Name)}");
            content.Add(part);
        }

        using var answer = await http.PostAsync("/api/v1/packages" + query, content);
        var text = await answer.Content.ReadAsStringAsync();
        if (expected is { } status)
        {
            Assert.True(answer.StatusCode == status, text);
            return JsonDocument.Parse(text).RootElement.GetProperty("messageId").GetGuid();
        }

        said.Add(text);
        return default;
    }

    private async Task SettleAsync(string node, string key, string act, Guid message)
    {
        using var http = Http(node, key);
        var item = await Until.NotNull($"{node} has the letter", async () =>
        {
            using var page = JsonDocument.Parse(await (await http.PostAsync("/api/v1/inbox/lease", null)).Content.ReadAsStringAsync());
            var items = page.RootElement.GetProperty("items");
            return items.GetArrayLength() == 0 ? null : items[0].Clone().ToString();
        });
        using var leased = JsonDocument.Parse(item);
        Assert.Equal(message, leased.RootElement.GetProperty("messageId").GetGuid());
        var delivery = leased.RootElement.GetProperty("deliveryId").GetGuid();
        foreach (var part in new[] { "card", "verdict", "package", "files/1" }) (await http.GetAsync($"/api/v1/inbox/{delivery}/{part}")).EnsureSuccessStatusCode();
        var body = $"{{\"leaseId\":\"{leased.RootElement.GetProperty("leaseId").GetGuid()}\",\"reason\":\"SEDX-DECLINED_OTHER\"}}";
        (await http.PostAsync($"/api/v1/inbox/{delivery}/{act}", new StringContent(body, Encoding.UTF8, "application/json"))).EnsureSuccessStatusCode();
    }

    private async Task AnnoyAsync(string lead, List<string> said)
    {
        var address = new Uri(_region.Node("efremov").Exchange, "/exchange/v1/");
        var tls = _region.Node("tula").Tls;
        using var own = X509CertificateLoader.LoadPkcs12FromFile(tls.File, tls.ReadPassword());
        using var peer = Http("efremov", null, own);
        var octets = "Берёзкина Мария Петровна"u8.ToArray();
        foreach (var sender in new[] { DemoRegion.Government.Id.ToString(), lead })
        {
            using var container = new ByteArrayContent(octets);
            container.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.etsi.asic-e+zip");
            container.Headers.Add("Content-Digest", $"sha-256=:{Convert.ToBase64String(SHA256.HashData(octets))}:");
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "containers")) { Content = container };
            foreach (var (name, value) in new[]
            {
                ("Sed-Message-Id", Guid.NewGuid().ToString()), ("Sed-Sender", sender), ("Sed-Recipients", DemoRegion.Efremov.Id.ToString()), ("Sed-Path", "tula"), ("Sed-Directory", "1"),
            })
            {
                request.Headers.Add(name, value);
            }

            using var answer = await peer.SendAsync(request);
            said.Add(await answer.Content.ReadAsStringAsync());
        }

        using var receipt = new ByteArrayContent(octets);
        receipt.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.etsi.asic-s+zip");
        using (var answer = await peer.PostAsync(new Uri(address, "receipts"), receipt)) said.Add(await answer.Content.ReadAsStringAsync());

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var stranger = new CertificateRequest($"CN={lead}", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddHours(-1), now.AddHours(1));
        using var strange = Http("efremov", null, stranger);
        using var refused = await strange.GetAsync(new Uri(address, "about"));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    private async Task<string> KeyAsync(string client, PlannedOrganisation? organisation, string node = "tula")
    {
        string[] role = organisation is null ? ["--administrator"] : ["--organisation", organisation.Id.ToString()];
        var added = (await SedxProcess.Run(["client", "add", client, "--config", _region.Node(node).ConfigFile, .. role])).MustSucceed();
        using var http = Http(node, added.Output.Trim());
        await Until.True($"{client} is let in", async () => (await http.GetAsync("/api/v1/events")).IsSuccessStatusCode);
        return added.Output.Trim();
    }

    private HttpClient Http(string node, string? key, X509Certificate2? certificate = null)
    {
        var made = _region.Node(node);
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => Pin.Matches(shown, made.TlsPin);
        if (certificate is not null) handler.SslOptions.ClientCertificates = [certificate];
        var http = new HttpClient(handler) { BaseAddress = made.Api };
        if (key is not null) http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        return http;
    }

    private static byte[] Octets(OutboundFile file)
    {
        using var octets = new MemoryStream();
        using (var stream = file.Open()) stream.CopyTo(octets);
        return octets.ToArray();
    }
}
