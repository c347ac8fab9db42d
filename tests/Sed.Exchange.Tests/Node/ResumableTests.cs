using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Sed.Exchange.Client;

namespace Sed.Exchange.Tests.Node;

/// <summary>A package in pieces, by tus 1.0.0, as any public client speaks it.</summary>
public sealed class ResumableTests(RunningNode node) : IClassFixture<RunningNode>
{
    private const string Uploads = "/api/v1/uploads";

    [Fact]
    public async Task A_package_in_three_pieces_is_taken_once_and_answered_again()
    {
        var zip = ZipOf("П-1");
        using var http = Http();
        var (upload, id) = await BeginAsync(http, zip.Length);
        Assert.Equal(0, await OffsetAsync(http, upload));
        await AppendAsync(http, upload, zip, 0, 1000);
        await AppendAsync(http, upload, zip, 1000, 1001);
        Assert.Equal(1001, await OffsetAsync(http, upload));
        await AppendAsync(http, upload, zip, 1001, zip.Length);

        using var first = await SubmitAsync(http, id);
        using var again = await SubmitAsync(http, id);

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        var (said, repeated) = (await JsonOf(first), await JsonOf(again));
        Assert.Equal(said.GetProperty("messageId").GetGuid(), repeated.GetProperty("messageId").GetGuid());
        Assert.Equal(said.GetProperty("deliveries")[0].GetProperty("receiptId").GetGuid(), repeated.GetProperty("deliveries")[0].GetProperty("receiptId").GetGuid());
        Assert.True(repeated.GetProperty("repeated").GetBoolean());

        // Under another key it would be another message, and its octets are gone.
        using var other = await SubmitAsync(http, id, idempotencyKey: "another");
        await AssertProblemAsync(other, HttpStatusCode.Conflict, "idempotency-conflict");
        Assert.Empty(Files(id, string.Empty));
    }

    [Fact]
    public async Task What_was_handed_in_cannot_be_checked_any_more_and_the_node_goes_on()
    {
        var zip = ZipOf("П-4");
        using var http = Http();
        var (upload, id) = await BeginAsync(http, zip.Length);
        await AppendAsync(http, upload, zip, 0, zip.Length);
        using var taken = await SubmitAsync(http, id);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/packages/check");
        request.Headers.Add("Sed-Upload", id);

        using (var checking = await http.SendAsync(request)) await AssertProblemAsync(checking, HttpStatusCode.NotFound, "not-found");
        using var again = await SubmitAsync(http, id);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task What_a_server_must_say_is_said()
    {
        using var http = Http();
        using var options = await http.SendAsync(new HttpRequestMessage(HttpMethod.Options, Uploads));
        var begun = await BeginAsync(http, 100, request => request.Headers.Add("Upload-Metadata", "filename cGFja2FnZS56aXA="));
        using var head = await http.SendAsync(new HttpRequestMessage(HttpMethod.Head, begun.Address));

        Assert.Equal(HttpStatusCode.NoContent, options.StatusCode);
        Assert.Equal("1.0.0", options.Headers.GetValues("Tus-Version").Single());
        Assert.Equal("creation,expiration,termination", options.Headers.GetValues("Tus-Extension").Single());
        Assert.Equal("2000000", options.Headers.GetValues("Tus-Max-Size").Single());
        Assert.Equal("1.0.0", head.Headers.GetValues("Tus-Resumable").Single());
        Assert.Equal("100", head.Headers.GetValues("Upload-Length").Single());
        Assert.Equal("filename cGFja2FnZS56aXA=", head.Headers.GetValues("Upload-Metadata").Single());
        Assert.True(head.Headers.CacheControl!.NoStore);
        Assert.True(DateTimeOffset.Parse(head.Headers.GetValues("Upload-Expires").Single()) > TimeProvider.System.GetUtcNow());
    }

    [Theory]
    [InlineData("POST", Uploads, null, null, 400, "request-invalid")]
    [InlineData("POST", Uploads, "Upload-Length", "-1", 400, "request-invalid")]
    [InlineData("POST", Uploads, "Upload-Length", "+5", 400, "request-invalid")]
    [InlineData("POST", Uploads, "Upload-Defer-Length", "1", 400, "request-invalid")]
    [InlineData("POST", Uploads, "Upload-Length", "2000001", 413, "too-large")]
    [InlineData("HEAD", Uploads + "/00000000000000000000000000000000", null, null, 404, null)]
    [InlineData("DELETE", Uploads + "/..%2Fjournal.db", null, null, 404, "not-found")]
    [InlineData("PUT", Uploads, null, null, 405, "method-not-allowed")]
    [InlineData("DELETE", Uploads, null, null, 405, "method-not-allowed")]
    [InlineData("PATCH", "/api/v1/inbox", null, null, 405, "method-not-allowed")]
    [InlineData("OPTIONS", "/api/v1/inbox", null, null, 405, "method-not-allowed")]
    public async Task What_cannot_be_begun_or_found_is_a_problem(string method, string path, string? header, string? value, int status, string? code)
    {
        using var http = Http();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (header is not null) request.Headers.TryAddWithoutValidation(header, value);
        using var answer = await http.SendAsync(request);

        Assert.Equal(status, (int)answer.StatusCode);
        if (code is not null) Assert.Equal(code, (await JsonOf(answer)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Pieces_that_do_not_fit_change_nothing()
    {
        using var http = Http();
        var (upload, id) = await BeginAsync(http, 10);

        using (var early = await PatchAsync(http, upload, new byte[2], 5)) await AssertProblemAsync(early, HttpStatusCode.Conflict, "offset-mismatch");
        using (var long1 = await PatchAsync(http, upload, new byte[11], 0)) await AssertProblemAsync(long1, HttpStatusCode.RequestEntityTooLarge, "too-large");
        using (var typed = await PatchAsync(http, upload, new byte[2], 0, "application/octet-stream"))
            await AssertProblemAsync(typed, HttpStatusCode.UnsupportedMediaType, "media-type-not-accepted");
        Assert.Equal(0, await OffsetAsync(http, upload));
        using (var half = await SubmitAsync(http, id)) await AssertProblemAsync(half, HttpStatusCode.Conflict, "upload-incomplete");
    }

    [Fact]
    public async Task Another_version_of_tus_is_told_which_one_is_spoken()
    {
        using var http = node.Http(node.GovernmentKey);
        using var answer = await http.PostAsync(Uploads, null);

        await AssertProblemAsync(answer, HttpStatusCode.PreconditionFailed, "tus-version-not-accepted");
        Assert.Equal("1.0.0", answer.Headers.GetValues("Tus-Version").Single());
    }

    [Fact]
    public async Task Nobody_else_learns_that_an_upload_exists()
    {
        using var http = Http();
        var (upload, id) = await BeginAsync(http, 10);
        using var other = Http(node.OfficeKey);

        using (var head = await other.SendAsync(new HttpRequestMessage(HttpMethod.Head, upload))) Assert.Equal(HttpStatusCode.NotFound, head.StatusCode);
        using (var patch = await PatchAsync(other, upload, new byte[10], 0)) await AssertProblemAsync(patch, HttpStatusCode.NotFound, "not-found");
        using (var delete = await other.DeleteAsync(upload)) await AssertProblemAsync(delete, HttpStatusCode.NotFound, "not-found");
        using (var submit = await SubmitAsync(other, id)) await AssertProblemAsync(submit, HttpStatusCode.NotFound, "not-found");
        using var nobody = node.Http();
        using (var bare = await nobody.SendAsync(new HttpRequestMessage(HttpMethod.Head, upload))) Assert.Equal(HttpStatusCode.Unauthorized, bare.StatusCode);
    }

    [Fact]
    public async Task An_upload_is_given_up_and_its_files_are_gone()
    {
        using var http = Http();
        var (upload, id) = await BeginAsync(http, 10);
        await AppendAsync(http, upload, new byte[10], 0, 4);

        using var deleted = await http.DeleteAsync(upload);
        using var head = await http.SendAsync(new HttpRequestMessage(HttpMethod.Head, upload));

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, head.StatusCode);
        Assert.Empty(Files(id, "*"));
    }

    [Fact]
    public async Task The_same_key_finds_the_same_upload()
    {
        using var http = Http();
        var first = await BeginAsync(http, 10, request => request.Headers.Add("Sed-Upload-Key", "letter-17"));
        await AppendAsync(http, first.Address, new byte[10], 0, 4);
        using var again = await http.SendAsync(Creation(10, request => request.Headers.Add("Sed-Upload-Key", "letter-17")));

        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(first.Address, again.Headers.Location!.OriginalString);
        Assert.Equal("4", again.Headers.GetValues("Upload-Offset").Single());
    }

    [Fact]
    public async Task Surroundings_without_PATCH_send_POST_with_an_override()
    {
        using var http = Http();
        var (upload, _) = await BeginAsync(http, 4);
        using var request = new HttpRequestMessage(HttpMethod.Post, upload) { Content = Piece(new byte[4], "application/offset+octet-stream") };
        request.Headers.Add("X-HTTP-Method-Override", "PATCH");
        request.Headers.Add("Upload-Offset", "0");
        using var answer = await http.SendAsync(request);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(4, await OffsetAsync(http, upload));
    }

    [Fact]
    public async Task An_upload_and_a_body_are_one_too_many()
    {
        var zip = ZipOf("П-2");
        using var http = Http();
        var (upload, id) = await BeginAsync(http, zip.Length);
        await AppendAsync(http, upload, zip, 0, zip.Length);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/packages") { Content = Piece(zip, "application/zip") };
        request.Headers.Add("Sed-Upload", id);
        using var answer = await http.SendAsync(request);

        await AssertProblemAsync(answer, HttpStatusCode.BadRequest, "request-invalid");
    }

    [Fact]
    public async Task An_upload_that_is_no_package_is_refused_and_stays_until_it_is_given_up()
    {
        using var http = Http();
        var (upload, id) = await BeginAsync(http, 100);
        await AppendAsync(http, upload, new byte[100], 0, 100);
        using var answer = await SubmitAsync(http, id);

        await AssertProblemAsync(answer, HttpStatusCode.BadRequest, "request-invalid");
        Assert.Equal(100, await OffsetAsync(http, upload));
    }

    [Fact]
    public async Task The_client_library_goes_on_where_it_was_cut_and_is_known_again()
    {
        var letter = node.NewLetter("П-3", RandomNumberGenerator.GetBytes(900_000));
        using var line = new BadLine(cuts: 3, after: 200_000);
        using var client = node.Client(node.GovernmentKey, line);

        var sent = await client.SubmitAsync(letter.Files);
        var again = await client.SubmitAsync(letter.Files);

        Assert.False(sent.Repeated);
        Assert.True(again.Repeated);
        Assert.Equal(sent.MessageId, again.MessageId);

        // What was in buffers when the line broke may be lost, nothing that was told before; and the second time no octet travels at all.
        var offsets = line.Requests.Where(request => request.StartsWith("PATCH", StringComparison.Ordinal)).Select(request => long.Parse(request.Split(' ')[2])).ToList();
        Assert.Equal(4, offsets.Count);
        Assert.Equal(offsets.Order(), offsets);
        Assert.True(offsets[^1] > 0);
        Assert.Equal(["POST uploads", "POST packages", "POST uploads", "POST packages"], line.Requests[^4..]);
    }

    [Fact]
    public async Task Tries_that_bring_nothing_forward_end()
    {
        using var line = new BadLine(cuts: 100, after: 0);
        using var client = node.Client(node.GovernmentKey, line);

        await Assert.ThrowsAsync<ExchangeConnectionException>(() => client.SubmitAsync(node.NewLetter("П-4", new byte[200_000]).Files));

        Assert.Equal(4, line.Requests.Count(request => request.StartsWith("PATCH", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_the_node_refuses_does_not_stay_with_it()
    {
        using var line = new BadLine(cuts: 0, after: 0);
        using var office = node.Client(node.OfficeKey, line);

        var refused = await Assert.ThrowsAsync<ExchangeProblemException>(() => office.SubmitAsync(node.NewLetter("П-5", new byte[200_000]).Files));

        Assert.Equal("sender-mismatch", refused.Code);
        Assert.Equal("DELETE uploads", line.Requests[^1]);
    }

    [Fact]
    public async Task A_download_goes_on_where_it_was_cut()
    {
        var content = RandomNumberGenerator.GetBytes(900_000);
        using var government = node.Client(node.GovernmentKey);
        var sent = await government.SubmitAsync(node.NewLetter("П-6", content).Files);
        using var line = new BadLine(cuts: 2, after: 300_000);
        using var office = node.Client(node.OfficeKey, line);
        var delivery = (await office.ListAsync()).Single(item => item.MessageId == sent.MessageId).DeliveryId;
        var folder = Directory.CreateTempSubdirectory("sedx-pulled-");

        var paths = await office.DownloadAsync(delivery, folder.FullName);
        await office.DownloadContainerAsync(delivery, Path.Combine(folder.FullName, "container.asice"));

        Assert.Contains(paths, path => File.ReadAllBytes(path).AsSpan().SequenceEqual(content));
        Assert.Equal(["GET inbox 300000", "GET inbox 600000"], line.Requests.Where(request => request.Contains("000", StringComparison.Ordinal)));
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("bytes=2-3", HttpStatusCode.PartialContent, 2)]
    [InlineData("bytes=-2", HttpStatusCode.PartialContent, 2)]
    [InlineData("bytes=999999999-", HttpStatusCode.RequestedRangeNotSatisfiable, 0)]
    public async Task A_part_of_a_file_is_given_as_asked(string range, HttpStatusCode status, int length)
    {
        using var government = node.Client(node.GovernmentKey);
        var sent = await government.SubmitAsync(node.NewLetter($"П-7-{length}{range.Length}").Files);
        using var office = node.Client(node.OfficeKey);
        var delivery = (await office.ListAsync()).Single(item => item.MessageId == sent.MessageId).DeliveryId;
        using var http = node.Http(node.OfficeKey);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/inbox/{delivery}/container");
        request.Headers.TryAddWithoutValidation("Range", range);
        using var answer = await http.SendAsync(request);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(length, (await answer.Content.ReadAsByteArrayAsync()).Length);
    }

    private HttpClient Http(string? key = null)
    {
        var http = node.Http(key ?? node.GovernmentKey);
        http.DefaultRequestHeaders.Add("Tus-Resumable", "1.0.0");
        return http;
    }

    private string[] Files(string id, string suffix) =>
        Directory.GetFiles(Path.Combine(Path.GetDirectoryName(node.ConfigFile)!, "data", "resumable"), id + suffix);

    private static HttpRequestMessage Creation(long length, Action<HttpRequestMessage>? change = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Uploads);
        request.Headers.Add("Upload-Length", $"{length}");
        change?.Invoke(request);
        return request;
    }

    private static async Task<(string Address, string Id)> BeginAsync(HttpClient http, long length, Action<HttpRequestMessage>? change = null)
    {
        using var answer = await http.SendAsync(Creation(length, change));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var address = answer.Headers.Location!.OriginalString;
        return (address, address[(Uploads.Length + 1)..]);
    }

    private static async Task<long> OffsetAsync(HttpClient http, string upload)
    {
        using var answer = await http.SendAsync(new HttpRequestMessage(HttpMethod.Head, upload));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return long.Parse(answer.Headers.GetValues("Upload-Offset").Single());
    }

    private static async Task AppendAsync(HttpClient http, string upload, byte[] octets, int from, int to)
    {
        using var answer = await PatchAsync(http, upload, octets[from..to], from);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal($"{to}", answer.Headers.GetValues("Upload-Offset").Single());
    }

    private static Task<HttpResponseMessage> PatchAsync(HttpClient http, string upload, byte[] piece, long offset, string type = "application/offset+octet-stream")
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, upload) { Content = Piece(piece, type) };
        request.Headers.Add("Upload-Offset", $"{offset}");
        return http.SendAsync(request);
    }

    private static ByteArrayContent Piece(byte[] octets, string type)
    {
        var content = new ByteArrayContent(octets);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return content;
    }

    private static Task<HttpResponseMessage> SubmitAsync(HttpClient http, string id, string? idempotencyKey = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/packages");
        request.Headers.Add("Sed-Upload", id);
        if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
        return http.SendAsync(request);
    }

    private static async Task AssertProblemAsync(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        Assert.Equal(code, (await JsonOf(answer)).GetProperty("code").GetString());
        Assert.Equal(status, answer.StatusCode);
    }

    private static Task<JsonElement> JsonOf(HttpResponseMessage answer) => answer.Content.ReadFromJsonAsync<JsonElement>();

    private byte[] ZipOf(string number)
    {
        using var octets = new MemoryStream();
        using (var zip = new ZipArchive(octets, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in node.NewLetter(number).Files)
            {
                using var entry = zip.CreateEntry(file.Name).Open();
                using var from = file.Open();
                from.CopyTo(entry);
            }
        }

        return octets.ToArray();
    }
}
