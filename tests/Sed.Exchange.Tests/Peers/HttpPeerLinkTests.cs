using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Sed.Exchange.Adapters.Peers;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Peers;
using Sed.Exchange.Tests.Doubles;
using static Sed.Exchange.Tests.Peers.PeerExchanges;

namespace Sed.Exchange.Tests.Peers;

/// <summary>What goes over the wire to a peer, and how lines and keys fail.</summary>
public sealed class HttpPeerLinkTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(Rows.Noon);
    private readonly HttpPeerLink _link;

    public HttpPeerLinkTests() => _link = new HttpPeerLink(new TlsIdentity([new TlsKey(ScriptedPeer.OwnCertificate, [])], _time), _time, NullLoggerFactory.Instance);

    public void Dispose() => _link.Dispose();

    [Theory]
    [InlineData(10)]
    [InlineData(5_000_000)]
    public async Task A_container_arrives_with_its_octets_headers_and_digest(int length)
    {
        var octets = RandomNumberGenerator.GetBytes(length);
        IHeaderDictionary? headers = null;
        var path = string.Empty;
        byte[]? received = null;
        string? client = null;
        await using var peer = await ScriptedPeer.StartAsync(async context =>
        {
            headers = new HeaderDictionary(context.Request.Headers.ToDictionary()); // Kestrel uses its own again
            path = $"{context.Request.Method} {context.Request.Path}";
            client = context.Connection.ClientCertificate?.Thumbprint;
            using var copy = new MemoryStream();
            await context.Request.Body.CopyToAsync(copy);
            received = copy.ToArray();
            await context.Response.WriteAsJsonAsync(new
            {
                receipts = new[]
                {
                    new { recipient = Rows.Id(1), kind = "Delivered", receipt = Convert.ToBase64String([1, 2]) },
                    new { recipient = Rows.Id(2), kind = "Relayed", receipt = Convert.ToBase64String([3]) },
                },
            });
        });

        var answer = await _link.SendContainerAsync(peer.Entry(), Transfer(octets), CancellationToken.None);

        var receipts = Assert.IsType<PeerAnswer.Answered>(answer).Receipts;
        Assert.Equal([[1, 2], [3]], receipts);
        Assert.Equal(octets, received);
        Assert.Equal("POST /exchange/v1/containers", path);
        Assert.Equal(ScriptedPeer.OwnCertificate.Thumbprint, client);
        Assert.Equal("application/vnd.etsi.asic-e+zip", headers!.ContentType);
        Assert.Equal(length, headers.ContentLength);
        Assert.Equal($"sha-256=:{Convert.ToBase64String(SHA256.HashData(octets))}:", headers["Content-Digest"]);
        Assert.Equal(Rows.Id(7).ToString(), headers["Sed-Message-Id"]);
        Assert.Equal(Rows.Id(8).ToString(), headers["Sed-Sender"]);
        Assert.Equal($"{Rows.Id(1)},{Rows.Id(2)}", headers["Sed-Recipients"]);
        Assert.Equal("tula,efremov", headers["Sed-Path"]);
        Assert.Equal("42", headers["Sed-Directory"]);
    }

    [Theory]
    [InlineData(300_000, 0, "/exchange/v1/containers")]
    [InlineData(300_000, 1, "/exchange/v1/uploads /exchange/v1/containers")]
    [InlineData(200_000, 1, "/exchange/v1/containers")]
    public async Task What_did_not_arrive_at_once_goes_in_pieces_and_to_an_older_peer_whole(int length, int attempts, string expected)
    {
        var paths = new List<string>();
        await using var peer = await ScriptedPeer.StartAsync(async context =>
        {
            paths.Add(context.Request.Path);
            await context.Request.Body.CopyToAsync(Stream.Null);
            context.Response.StatusCode = context.Request.Path == "/exchange/v1/uploads" ? 404 : 503;
        });

        Assert.IsType<PeerAnswer.Temporary>(await _link.SendContainerAsync(peer.Entry(), Transfer(new byte[length]) with { Attempts = attempts }, CancellationToken.None));
        Assert.Equal(expected, string.Join(' ', paths));
    }

    [Fact]
    public async Task Receipts_and_directories_are_posted_and_204_means_durable()
    {
        var (received, path) = (Array.Empty<byte>(), "");
        await using var peer = await ScriptedPeer.StartAsync(async context =>
        {
            path = $"{context.Request.Method} {context.Request.Path}";
            Assert.Equal("application/vnd.etsi.asic-s+zip", context.Request.ContentType);
            using var copy = new MemoryStream();
            await context.Request.Body.CopyToAsync(copy);
            received = copy.ToArray();
            context.Response.StatusCode = 204;
        });

        var answer = await _link.SendReceiptAsync(peer.Entry(), [5, 6], CancellationToken.None);

        Assert.Empty(Assert.IsType<PeerAnswer.Answered>(answer).Receipts);
        Assert.Equal("POST /exchange/v1/receipts", path);
        Assert.Equal([5, 6], received);

        Assert.IsType<PeerAnswer.Answered>(await _link.OfferDirectoryAsync(peer.Entry(), [7], CancellationToken.None));
        Assert.Equal("POST /exchange/v1/directory", path);
        Assert.Equal([7], received);
    }

    [Theory]
    [InlineData("""{"time":"2026-03-02T09:00:00Z","clock":"ok","directorySerial":7}""", true, 7L)]
    [InlineData("""{"time":"2026-03-02T09:00:00Z","clock":"inDoubt","directorySerial":"seven"}""", false, null)]
    [InlineData("""{"time":"2026-03-02T09:00:00Z"}""", true, null)]
    public async Task A_peer_says_its_time_and_its_directory(string content, bool isSure, long? serial)
    {
        await using var peer = await ScriptedPeer.StartAsync(Respond(200, content));

        Assert.Equal(
            new PeerAnswer.About(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero), isSure, serial), await _link.FetchAboutAsync(peer.Entry(), CancellationToken.None));
    }

    [Fact]
    public async Task Receipts_of_a_delivery_are_fetched_however_many_there_are()
    {
        var container = DigestValue.Parse("sha-256:" + new string('a', 64));
        await using var peer = await ScriptedPeer.StartAsync(async context =>
        {
            Assert.Equal($"/exchange/v1/deliveries/{Rows.Id(1)}/{Rows.Id(2)}", context.Request.Path);
            Assert.Equal(container.ToString(), context.Request.Query["container"]);
            await context.Response.WriteAsJsonAsync(new { receipts = new[] { new { receipt = "AQ==" }, new { receipt = "Ag==" }, new { receipt = "Aw==" } } });
        });

        var answer = await _link.FetchReceiptsAsync(peer.Entry(), Rows.Id(1), Rows.Id(2), container, CancellationToken.None);

        Assert.Equal([[1], [2], [3]], Assert.IsType<PeerAnswer.Answered>(answer).Receipts);
    }

    [Fact]
    public async Task The_directory_is_fetched_or_could_not_be_had()
    {
        var (status, asked) = (200, "");
        await using var peer = await ScriptedPeer.StartAsync(async context =>
        {
            asked = context.Request.QueryString.Value!;
            context.Response.StatusCode = status;
            if (status != 204) await context.Response.Body.WriteAsync(new byte[] { 9, 9 });
        });

        Assert.Equal([9, 9], await _link.FetchDirectoryAsync(peer.Entry(), after: 7, CancellationToken.None));
        Assert.Equal("?after=7", asked);
        status = 500;
        Assert.Null(await _link.FetchDirectoryAsync(peer.Entry(), after: 7, CancellationToken.None));
        status = 204;
        Assert.Null(await _link.FetchDirectoryAsync(peer.Entry(), after: 7, CancellationToken.None));
    }

    [Fact]
    public async Task Connections_are_kept()
    {
        await using var peer = await ScriptedPeer.StartAsync(Respond(204, string.Empty));

        for (var turn = 0; turn < 5; turn++) await _link.SendReceiptAsync(peer.Entry(), [1], CancellationToken.None);

        Assert.Single(peer.Connections);
    }

    [Fact]
    public async Task Only_a_key_that_the_directory_pins_now_is_believed()
    {
        await using var peer = await ScriptedPeer.StartAsync(Respond(204, string.Empty));
        var other = new PinEntry(new string('0', 64), DateTimeOffset.UnixEpoch, null);
        var ended = new PinEntry(ScriptedPeer.Pin, DateTimeOffset.UnixEpoch, Rows.Noon);
        var later = new PinEntry(ScriptedPeer.Pin, Rows.Noon.AddSeconds(1), null);
        var now = new PinEntry(ScriptedPeer.Pin, Rows.Noon, Rows.Noon.AddSeconds(1));

        foreach (var pins in new PinEntry[][] { [other], [ended], [later], [other, ended, later] })
        {
            var refused = Assert.IsType<PeerAnswer.Temporary>(await _link.SendReceiptAsync(peer.Entry(pins), [1], CancellationToken.None));
            Assert.Equal(PeerCodes.Tls, refused.Code);
            Assert.Contains(ScriptedPeer.Pin, refused.Detail, StringComparison.Ordinal);
        }

        Assert.Empty(peer.Connections);
        Assert.IsType<PeerAnswer.Answered>(await _link.SendReceiptAsync(peer.Entry(other, now), [1], CancellationToken.None));

        // A directory that drops the pin ends the use of the kept connection, too.
        Assert.Equal("Temporary peer-tls", Describe(await _link.SendReceiptAsync(peer.Entry(other), [1], CancellationToken.None)));
        Assert.Single(peer.Connections);
    }

    [Fact]
    public async Task A_peer_that_refuses_our_certificate_is_to_be_tried_again()
    {
        await using var peer = await ScriptedPeer.StartAsync(Respond(204, string.Empty), accepts: _ => false);

        var answer = Assert.IsType<PeerAnswer.Temporary>(await _link.SendReceiptAsync(peer.Entry(), [1], CancellationToken.None));

        // TLS 1.2 says so; under TLS 1.3 it looks like a connection that ends.
        Assert.Contains(answer.Code, new[] { PeerCodes.Tls, PeerCodes.Unreachable });
        Assert.Empty(peer.Connections);
    }

    [Fact]
    public async Task Nobody_listening_and_no_TLS_are_told_apart()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var entry = ScriptedPeer.EntryAt(new Uri($"https://127.0.0.1:{port}"));

        var plain = _link.SendReceiptAsync(entry, [1], CancellationToken.None);
        using (var client = await listener.AcceptTcpClientAsync())
        {
            await client.GetStream().WriteAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray());
            Assert.Equal("Temporary peer-tls", Describe(await plain));
        }

        listener.Stop();
        Assert.Equal("Temporary peer-unreachable", Describe(await _link.SendReceiptAsync(entry, [1], CancellationToken.None)));
        var unencrypted = ScriptedPeer.EntryAt(new Uri($"http://127.0.0.1:{port}"));
        Assert.Equal("Temporary peer-tls", Describe(await _link.SendReceiptAsync(unencrypted, [1], CancellationToken.None)));
    }

    [Fact]
    public async Task A_cut_connection_is_unreachable()
    {
        await using var peer = await ScriptedPeer.StartAsync(async context =>
        {
            if (context.Request.Path.Value!.EndsWith("containers", StringComparison.Ordinal))
            {
                context.Response.ContentLength = 100;
                await context.Response.WriteAsync("{");
                await context.Response.Body.FlushAsync();
            }

            context.Abort();
        });

        Assert.Equal("Temporary peer-unreachable", Describe(await _link.SendReceiptAsync(peer.Entry(), [1], CancellationToken.None)));
        Assert.Equal("Temporary peer-unreachable", Describe(await _link.SendContainerAsync(peer.Entry(), Transfer([1]), CancellationToken.None)));
    }

    [Fact]
    public async Task No_answer_in_time_is_a_timeout_and_the_callers_cancellation_is_not()
    {
        using var asked = new SemaphoreSlim(0);
        await using var peer = await ScriptedPeer.StartAsync(async context =>
        {
            asked.Release();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });

        var slow = _link.SendReceiptAsync(peer.Entry(), [1], CancellationToken.None);
        await asked.WaitAsync();
        _time.Advance(new HttpPeerOptions().Answer + TimeSpan.FromSeconds(1));
        Assert.Equal("Temporary peer-timeout", Describe(await slow));

        using var cancel = new CancellationTokenSource();
        var cancelled = _link.SendReceiptAsync(peer.Entry(), [1], cancel.Token);
        await asked.WaitAsync();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
    }

    [Fact]
    public async Task A_large_container_stays_here_when_the_peer_refuses_it_unread()
    {
        await using var peer = await ScriptedPeer.StartAsync(async context =>
        {
            // Without reading: Kestrel then never says "100 Continue".
            context.Response.StatusCode = 413;
            await context.Response.WriteAsJsonAsync(new { code = ProblemCodes.TooLarge });
        });
        var opened = 0;
        var octets = new byte[2 * 1024 * 1024];
        var transfer = Transfer(octets) with
        {
            Open = _ =>
            {
                opened++;
                return Task.FromResult<Stream>(new MemoryStream(octets));
            },
        };

        Assert.Equal("Rejected too-large", Describe(await _link.SendContainerAsync(peer.Entry(), transfer, CancellationToken.None)));
        Assert.Equal(1, opened); // for the digest
    }

    [Fact]
    public async Task Our_own_unreadable_octets_are_not_the_peers_fault()
    {
        await using var peer = await ScriptedPeer.StartAsync(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            context.Response.StatusCode = 204;
        });
        var opened = 0;
        var vanishing = Transfer([1, 2, 3]) with
        {
            Open = _ => ++opened > 1
                ? Task.FromException<Stream>(new BlobException("gone", isTransient: false))
                : Task.FromResult<Stream>(new MemoryStream([1, 2, 3])),
        };
        var shrinking = Transfer([1, 2, 3]) with { Length = 4 };
        var growing = Transfer([1, 2, 3]) with { Length = 2 };
        var changed = Transfer([1, 2, 3]) with { Open = _ => Task.FromResult<Stream>(new MemoryStream([1, 2, 4])) };

        Assert.Equal("gone", (await Assert.ThrowsAsync<BlobException>(() => _link.SendContainerAsync(peer.Entry(), vanishing, CancellationToken.None))).Message);
        await Assert.ThrowsAsync<BlobException>(() => _link.SendContainerAsync(peer.Entry(), shrinking, CancellationToken.None));
        await Assert.ThrowsAsync<BlobException>(() => _link.SendContainerAsync(peer.Entry(), growing, CancellationToken.None));
        Assert.True((await Assert.ThrowsAsync<BlobException>(() => _link.SendContainerAsync(peer.Entry(), changed, CancellationToken.None))).IsDamage);
    }
}
