using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Sed.Exchange.Client;

namespace Sed.Exchange.Tests.Node;

/// <summary>Packages come in many forms and some of them are hostile; nothing stays behind of either.</summary>
public sealed class UploadTests(RunningNode node) : IClassFixture<RunningNode>
{
    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public async Task A_flat_ZIP_is_taken_like_a_multipart(CompressionLevel level)
    {
        var letter = node.NewLetter($"З-{level}");
        using var answer = await SendAsync(ZipOf(letter.Files.Select(file => (file.Name, ReadAll(file))), level));

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.StartsWith("/api/v1/messages/", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        AssertNothingStays();
    }

    [Fact]
    public async Task A_multipart_as_curl_writes_it_is_taken()
    {
        using var body = new MultipartFormDataContent("----curl");
        foreach (var file in node.NewLetter("З-curl").Files)
        {
            var part = new ByteArrayContent(ReadAll(file));
            // Raw UTF-8 in a quoted string, which the framework's own writer refuses to write.
            part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"file\"; filename=\"{Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(file.Name))}\"");
            body.Add(part);
        }

        using var answer = await SendAsync(body);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    [Theory]
    [InlineData("folder/DocInfo.xml", "file-name-refused")]
    [InlineData("..\\DocInfo.xml", "file-name-refused")]
    [InlineData("folder/", "file-name-refused")]
    public async Task A_ZIP_with_folders_is_refused(string name, string code) =>
        await AssertRefusedAsync(ZipOf([(name, "x"u8.ToArray())], CompressionLevel.Optimal), HttpStatusCode.UnprocessableEntity, code);

    [Fact]
    public async Task A_ZIP_that_unpacks_to_more_than_the_limit_is_refused_while_it_unpacks() =>
        await AssertRefusedAsync(ZipOf([("DocInfo.xml", new byte[50_000_000])], CompressionLevel.Optimal), HttpStatusCode.RequestEntityTooLarge, "too-large");

    [Fact]
    public async Task More_files_than_the_limit_are_refused() =>
        await AssertRefusedAsync(
            ZipOf(Enumerable.Range(0, 30).Select(index => ($"f{index}", new byte[] { 1 })), CompressionLevel.Optimal), HttpStatusCode.RequestEntityTooLarge, "too-large");

    [Fact]
    public async Task Octets_that_are_no_ZIP_are_refused()
    {
        var content = new ByteArrayContent(new byte[100]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        await AssertRefusedAsync(content, HttpStatusCode.BadRequest, "request-invalid");
    }

    [Fact]
    public async Task A_ZIP_whose_end_lies_about_its_directory_is_refused()
    {
        var zip = await ZipOf([("DocInfo.xml", "x"u8.ToArray())], CompressionLevel.Optimal).ReadAsByteArrayAsync();
        zip[^12] ^= 1;
        var content = new ByteArrayContent(zip);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        await AssertRefusedAsync(content, HttpStatusCode.BadRequest, "request-invalid");
    }

    [Theory]
    [InlineData("file", "../DocInfo.xml", HttpStatusCode.UnprocessableEntity, "file-name-refused")]
    [InlineData("file", "C:\\DocInfo.xml", HttpStatusCode.UnprocessableEntity, "file-name-refused")]
    [InlineData("other", "DocInfo.xml", HttpStatusCode.BadRequest, "request-invalid")]
    public async Task A_part_with_another_name_or_a_path_is_refused(string field, string name, HttpStatusCode status, string code)
    {
        using var body = new MultipartFormDataContent();
        var part = new ByteArrayContent([1]);
        part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"{field}\"; filename=\"{name}\"");
        body.Add(part);

        await AssertRefusedAsync(body, status, code);
    }

    [Fact]
    public async Task A_package_larger_than_the_limit_is_refused_and_leaves_nothing()
    {
        using var body = new MultipartFormDataContent();
        body.Add(new ByteArrayContent(new byte[3_000_000]), "file", "DocInfo.xml");

        await AssertRefusedAsync(body, HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [Theory]
    [InlineData("text/plain", HttpStatusCode.UnsupportedMediaType, "media-type-not-accepted")]
    [InlineData("multipart/form-data", HttpStatusCode.BadRequest, "request-invalid")]
    [InlineData("multipart/form-data; boundary=x", HttpStatusCode.BadRequest, "request-invalid")]
    public async Task A_body_of_another_type_or_without_parts_is_refused(string type, HttpStatusCode status, string code)
    {
        var body = new ByteArrayContent("nothing"u8.ToArray());
        body.Headers.TryAddWithoutValidation("Content-Type", type);

        await AssertRefusedAsync(body, status, code);
    }

    [Fact]
    public async Task A_package_that_is_no_message_is_refused_with_findings()
    {
        using var client = node.Client(node.GovernmentKey);

        var refused = await Assert.ThrowsAsync<ExchangeProblemException>(() => client.SubmitAsync([OutboundFile.FromBytes("letter.txt", "hello"u8.ToArray())]));

        Assert.Equal("package-invalid", refused.Code);
        Assert.Contains(refused.Findings, finding => finding.Code == "SEDX-NO_PASSPORT");
        AssertNothingStays();
    }

    private async Task AssertRefusedAsync(HttpContent body, HttpStatusCode status, string code)
    {
        using var answer = await SendAsync(body);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal(status, answer.StatusCode);
        AssertNothingStays();
    }

    private void AssertNothingStays() => Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(Path.GetDirectoryName(node.ConfigFile)!, "data", "uploads")));

    private async Task<HttpResponseMessage> SendAsync(HttpContent body)
    {
        using var http = node.Http(node.GovernmentKey);
        return await http.PostAsync("/api/v1/packages", body);
    }

    private static ByteArrayContent ZipOf(IEnumerable<(string Name, byte[] Octets)> files, CompressionLevel level)
    {
        using var octets = new MemoryStream();
        using (var zip = new ZipArchive(octets, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name, level).Open();
                entry.Write(content);
            }
        }

        var body = new ByteArrayContent(octets.ToArray());
        body.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        return body;
    }

    private static byte[] ReadAll(OutboundFile file)
    {
        using var octets = new MemoryStream();
        using (var from = file.Open()) from.CopyTo(octets);
        return octets.ToArray();
    }
}
