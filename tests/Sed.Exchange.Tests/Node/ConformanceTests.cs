using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Sed.Exchange.Scenarios.Demo;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Node;

/// <summary>Rows of vectors are played, each by itself, and whatever is not understood disagrees. Other people's vectors themselves are played by <c>Sed.Exchange.Scenarios</c>.</summary>
public sealed class ConformanceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Disagreement_is_told_with_what_was_expected_and_answered_and_ends_with_1()
    {
        await WriteAsync("a", "x.xml,parse-xml,accept,a quiet document", "y.xml,parse-xml,accept,\"a \"\"DTD\"\", said to be fine\"", "y.xml,fly,passed,nobody flies");
        await File.WriteAllTextAsync(_folder.File("a/x.xml"), "<a/>");
        await File.WriteAllTextAsync(_folder.File("a/y.xml"), "<!DOCTYPE a><a/>");

        var (code, output, _) = await RunningNode.CommandAsync("conformance", _folder.Path, "--lang", "en");

        Assert.Equal(1, code);
        Assert.Contains("a          3      1         1              1", output, StringComparison.Ordinal);
        Assert.Contains("✗ a/y.xml (parse-xml)", output, StringComparison.Ordinal);
        Assert.Contains("expected: accept (a \"DTD\", said to be fine)", output, StringComparison.Ordinal);
        Assert.Contains("1 × fly: fly", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../x.xml,parse-xml,accept,outside", "lies outside")]
    [InlineData("absent.xml,parse-xml,accept,not there", "absent.xml")]
    [InlineData("x.xml,verify-path,failed,no certificate", null)]
    [InlineData("x.xml,verify-raw,per-case,no json", "JsonReaderException")]
    [InlineData("x.xml,parse-xml,perhaps,nobody knows", "accepted")]
    [InlineData("x.xml,fly,perhaps,nobody knows", "fly")]
    public async Task A_row_that_cannot_be_played_disagrees_and_the_others_are_played(string row, string? detail)
    {
        await WriteAsync("a", row, "x.xml,parse-xml,accept,a quiet document");
        await File.WriteAllTextAsync(_folder.File("a/x.xml"), "<a/>");
        await File.WriteAllTextAsync(_folder.File("x.xml"), "<a/>");

        var (code, output, errors) = await RunningNode.CommandAsync("conformance", _folder.Path, "--json");

        Assert.True(code != 2, errors);
        var document = JsonDocument.Parse(output).RootElement;
        Assert.Empty(SchemaCheck.Faults("sedx-conformance-1.schema.json", document));
        var line = document.GetProperty("folders")[0];
        Assert.Equal((2, detail is null ? 2 : 1), (line.GetProperty("rows").GetInt32(), line.GetProperty("agree").GetInt32()));
        Assert.Equal(detail is null ? 0 : 1, code);
        if (detail is not null) Assert.Contains(detail, document.GetProperty("rows")[0].GetProperty("detail").GetString()!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x.xml,parse-xml,accept,,,strange=yes", "strange=yes")]
    [InlineData("x.xml,parse-xml,reject,,,strange=yes", "strange=yes")]
    [InlineData("x.zip,read-zip,accept,,,\"methods=store,deflate;links=yes\"", "links=yes")]
    [InlineData("x.zip,read-zip,accept,,,\"methods=store,deflate;encryption=no;links=no\"", "")]
    [InlineData("x.xml,parse-xml,accept,,yesterday,", null)]
    public async Task A_condition_that_is_not_understood_is_never_met(string row, string? missing)
    {
        Directory.CreateDirectory(_folder.File("a/b/c"));
        await File.WriteAllTextAsync(_folder.File("a/b/c/verdicts.csv"), $"file,operation,expected,reason,at_time,policy\r\n{row}\r\n");
        await File.WriteAllTextAsync(_folder.File("a/b/c/x.xml"), "<a/>");
        await File.WriteAllBytesAsync(_folder.File("a/b/c/x.zip"), Containers.Forgery.PutTogether([("a.txt", [1])]));

        var (code, output, errors) = await RunningNode.CommandAsync("conformance", _folder.Path, "--json");

        Assert.True(code == (missing is null ? 1 : missing.Length > 0 ? 3 : 0), errors + output);
        var document = JsonDocument.Parse(output).RootElement;
        Assert.Equal("a/b/c", document.GetProperty("folders")[0].GetProperty("folder").GetString());
        if (missing is { Length: > 0 }) Assert.Equal(missing, document.GetProperty("rows")[0].GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("letter.pdf=content/letter.pdf")]
    [InlineData("content/letter.pdf")]
    public async Task What_an_XML_signature_is_over_may_be_given_by_URI_or_by_name(string given)
    {
        Directory.CreateDirectory(_folder.File("content"));
        await File.WriteAllTextAsync(_folder.File("verdicts.csv"), $"file,operation,expected,detached_content,policy\nx.xml,verify-xml,passed,{given},path=not-evaluated\nx.xml,verify-xml,indeterminate,,path=not-evaluated\n");
        await File.WriteAllTextAsync(_folder.File("x.xml"), Foreign.Signing.Detached("letter"u8.ToArray()));
        await File.WriteAllTextAsync(_folder.File("content/letter.pdf"), "letter");

        var (code, output, errors) = await RunningNode.CommandAsync("conformance", _folder.Path, "--json");

        Assert.True(code == 0, output + errors);
    }

    [Fact]
    public async Task A_primitive_that_is_not_supported_hides_no_wrong_answer()
    {
        const string group = "{{\"type\":\"EcdsaVerify\",\"sha\":\"{0}\",\"publicKeyDer\":\"{1}\",\"publicKey\":{{\"curve\":\"{2}\"}},\"tests\":[{{\"tcId\":1,\"msg\":\"00\",\"sig\":\"00\",\"result\":\"{3}\"}}]}}";
        static string Group(string sha, ECCurve curve, string name, string result) =>
            string.Format(CultureInfo.InvariantCulture, group, sha, Convert.ToHexString(ECDsa.Create(curve).ExportSubjectPublicKeyInfo()), name, result);
        var unknown = Group("SHA-256", ECCurve.CreateFromFriendlyName("secp256k1"), "secp256k1", "valid");
        await WriteAsync("a", "both.json,verify-raw,per-case,", "one.json,verify-raw,per-case,");
        await File.WriteAllTextAsync(_folder.File("a/both.json"), $"{{\"algorithm\":\"ECDSA\",\"testGroups\":[{unknown},{Group("SHA-256", ECCurve.NamedCurves.nistP256, "secp256r1", "valid")}]}}");
        await File.WriteAllTextAsync(_folder.File("a/one.json"), $"{{\"algorithm\":\"ECDSA\",\"testGroups\":[{unknown}]}}");

        var (code, output, _) = await RunningNode.CommandAsync("conformance", _folder.Path, "--json");

        Assert.Equal(1, code);
        var rows = JsonDocument.Parse(output).RootElement.GetProperty("rows");
        Assert.Equal(["disagrees", "notSupported"], rows.EnumerateArray().Select(row => row.GetProperty("agreement").GetString()));
        Assert.Equal("ECDSA (EcdsaVerify) with SHA-256 on secp256k1", rows[1].GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("x.xml,parse-xml")]
    [InlineData("\"x.xml,parse-xml")]
    public async Task A_list_of_rows_that_cannot_be_read_ends_with_2(string row)
    {
        await WriteAsync("a", row);

        var (code, output, errors) = await RunningNode.CommandAsync("conformance", _folder.Path);

        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains("a/verdicts.csv", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_vectors_ends_with_2()
    {
        Assert.Equal(2, (await RunningNode.CommandAsync("conformance", _folder.Path)).Code);
        Assert.Equal(2, (await RunningNode.CommandAsync("conformance", _folder.File("absent"))).Code);
    }

    private async Task WriteAsync(string folder, params string[] rows)
    {
        Directory.CreateDirectory(_folder.File(folder));
        await File.WriteAllTextAsync(_folder.File($"{folder}/verdicts.csv"), $"file,operation,expected,reason\n{string.Join('\n', rows)}");
    }
}
