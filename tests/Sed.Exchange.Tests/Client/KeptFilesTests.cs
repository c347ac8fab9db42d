using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Sed.Exchange.Client;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Client;

/// <summary>What bears a name in a folder is whole: a power cut, a cut line or other octets than those announced leave nothing under it.</summary>
public sealed class KeptFilesTests : IDisposable
{
    private const string Content = "abcdefgh";
    private static readonly Guid Delivery = Guid.Parse("01938e1a-0000-7000-8000-000000000002");
    private static readonly string Part = $"{Delivery:N}.part";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_has_its_name_when_it_is_whole()
    {
        List<string> seen = [];
        using var client = Client(Item("a.txt"), Body(new WatchedStream(Octets, () => seen.AddRange(Names()))));

        await client.DownloadAsync(Delivery, _folder.Path);

        Assert.NotEmpty(seen);
        Assert.All(seen, name => Assert.Equal(Part, name));
        Assert.Equal(["a.txt"], Names());
    }

    [Fact]
    public async Task What_a_process_that_died_left_is_written_over()
    {
        await File.WriteAllTextAsync(_folder.File(Part), "more than the file will have");
        using var client = Client(Item("a.txt"), Body(new MemoryStream(Octets)));

        var path = Assert.Single(await client.DownloadAsync(Delivery, _folder.Path));

        Assert.Equal(Content, await File.ReadAllTextAsync(path));
        Assert.Equal(["a.txt"], Names());
    }

    [Fact]
    public async Task A_file_that_is_there_stays_when_other_octets_come_than_announced()
    {
        await File.WriteAllTextAsync(_folder.File("a.txt"), Content);
        using var client = Client(Item("a.txt"), Body(new MemoryStream("ABCDEFGH"u8.ToArray())));

        await Assert.ThrowsAsync<InvalidDataException>(() => client.DownloadAsync(Delivery, _folder.Path));

        Assert.Equal(Content, await File.ReadAllTextAsync(_folder.File("a.txt")));
        Assert.Equal(["a.txt"], Names());
    }

    [Fact]
    public async Task Files_whose_names_are_one_on_some_disks_are_both_kept()
    {
        using var client = Client(Item("a.txt", "A.TXT"), Body(new MemoryStream(Octets)), Body(new MemoryStream(Octets)));

        var paths = await client.DownloadAsync(Delivery, _folder.Path);

        Assert.Equal(["a.txt", "f0001.TXT"], paths.Select(path => Path.GetFileName(path)!));
        Assert.All(paths, path => Assert.Equal(Content, File.ReadAllText(path)));
    }

    [Fact]
    public async Task Nothing_is_written_of_a_package_with_a_name_that_would_leave_the_folder()
    {
        var node = new ScriptedNode(Item("a.txt", "../b.txt"), Body(new MemoryStream(Octets)));
        using var client = Client(node);

        await Assert.ThrowsAsync<InvalidDataException>(() => client.DownloadAsync(Delivery, _folder.Path));

        Assert.Single(node.Calls);
        Assert.Empty(Names());
    }

    [Fact]
    public async Task A_container_that_was_cut_at_every_try_leaves_nothing_and_comes_the_next_time()
    {
        using var client = Client(
            Item("a.txt"),
            Container(new CutStream("abcd"u8.ToArray())),
            Container(new CutStream([]), HttpStatusCode.PartialContent),
            Container(new CutStream([]), HttpStatusCode.PartialContent),
            Container(new CutStream([]), HttpStatusCode.PartialContent),
            Item("a.txt"),
            Container(new MemoryStream(Octets)));
        var path = _folder.File("letter.asice");

        await Assert.ThrowsAsync<ExchangeConnectionException>(() => client.DownloadContainerAsync(Delivery, path));
        Assert.Empty(Names());
        await client.DownloadContainerAsync(Delivery, path);

        Assert.Equal(Content, await File.ReadAllTextAsync(path));
        Assert.Equal(["letter.asice"], Names());
    }

    [Theory]
    [InlineData("ABCDEFGH", 8L)]
    [InlineData(Content, 9L)]
    public async Task A_container_of_other_octets_than_announced_is_not_kept(string octets, long length)
    {
        using var client = Client(Item("a.txt"), Container(new MemoryStream(Encoding.UTF8.GetBytes(octets)), length: length));

        await Assert.ThrowsAsync<InvalidDataException>(() => client.DownloadContainerAsync(Delivery, _folder.File("letter.asice")));

        Assert.Empty(Names());
    }

    [Fact]
    public async Task A_container_is_written_over_nothing()
    {
        await File.WriteAllTextAsync(_folder.File("letter.asice"), "mine");
        var node = new ScriptedNode(Item("a.txt"), Container(new MemoryStream(Octets)));
        using var client = Client(node);

        await Assert.ThrowsAsync<IOException>(() => client.DownloadContainerAsync(Delivery, _folder.File("letter.asice")));

        Assert.Empty(node.Calls);
        Assert.Equal("mine", await File.ReadAllTextAsync(_folder.File("letter.asice")));
    }

    private static byte[] Octets => Encoding.UTF8.GetBytes(Content);

    private static string Hex => Convert.ToHexStringLower(SHA256.HashData(Octets));

    private List<string> Names() => [.. Directory.EnumerateFiles(_folder.Path).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    private static Func<HttpResponseMessage> Item(params string[] names)
    {
        var files = names.Select((name, index) => $$"""{"index":{{index}},"name":"{{name}}","size":8,"digest":"sha-256:{{Hex}}"}""");
        return ScriptedNode.Json(HttpStatusCode.OK, $$"""
            {"deliveryId":"{{Delivery}}","messageId":"{{Guid.Empty}}","sender":{"id":"{{Guid.Empty}}"},"recipient":{"id":"{{Guid.Empty}}"},
             "files":[{{string.Join(',', files)}}]}
            """);
    }

    private static Func<HttpResponseMessage> Body(Stream octets) => () => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(octets) };

    private static Func<HttpResponseMessage> Container(Stream octets, HttpStatusCode status = HttpStatusCode.OK, long? length = null) => () =>
    {
        var answer = new HttpResponseMessage(status) { Content = new StreamContent(octets) };
        if (length is not null) answer.Content.Headers.ContentLength = length;
        answer.Headers.ETag = new EntityTagHeaderValue($"\"{Hex}\"");
        return answer;
    };

    private static ExchangeClient Client(params Func<HttpResponseMessage>[] answers) => Client(new ScriptedNode(answers));

    private static ExchangeClient Client(HttpMessageHandler node) => new(
        new ExchangeClientOptions { Address = new Uri("https://gate.example:8444"), ApiKey = "sedx_x", FirstPause = TimeSpan.FromMilliseconds(1) }, node);

    private sealed class WatchedStream(byte[] octets, Action look) : MemoryStream(octets)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            look();
            return base.ReadAsync(buffer, cancellationToken);
        }
    }

    /// <summary>Some octets, and then the line is reset.</summary>
    private sealed class CutStream(byte[] octets) : MemoryStream(octets)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = Read(buffer.Span);
            return read > 0 ? ValueTask.FromResult(read) : throw new IOException("Unable to read data from the transport connection.");
        }
    }
}
