using System.Text.Json;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Scenarios.Demo;
using Sed.Exchange.Tests.Containers;
using Sed.Exchange.Tests.Doubles;
using Sed.Exchange.Tests.Foreign;
using Sed.Exchange.Tests.Pki;

namespace Sed.Exchange.Tests.Node;

/// <summary><c>sedx verify</c> takes what others signed by what it is, not by what it is called.</summary>
public sealed class ForeignVerifyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("letters.asice", true)]
    [InlineData("letters.bdoc", false)]
    [InlineData("letters", false)]
    public async Task A_container_of_others_is_judged_whatever_it_is_called(string name, bool cades)
    {
        var (code, verdict) = await JudgeAsync(name, Asic.Zip(Asic.Letters(cades)));

        Assert.Equal((0, "container", "passed"), (code, verdict.GetProperty("type").GetString(), verdict.GetProperty("result").GetString()));
        Assert.Contains("letter.txt", verdict.GetProperty("signatures")[0].GetProperty("covers").EnumerateArray().Select(item => item.GetString()));
    }

    [Fact]
    public async Task A_file_more_ends_with_1_and_says_which_in_both_languages()
    {
        await File.WriteAllBytesAsync(_folder.File("a.asice"), Asic.Zip([.. Asic.Letters(cades: true), ("more.txt", "x"u8.ToArray())]));
        foreach (var (language, word) in new[] { ("ru", "охватывает не всё"), ("en", "does not cover all") })
        {
            var (code, output, _) = await RunningNode.CommandAsync("verify", _folder.File("a.asice"), "--crypto-only", "--lang", language);
            Assert.Equal(1, code);
            Assert.Contains(word, output, StringComparison.Ordinal);
            Assert.Contains("(more.txt)", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_damaged_container_ends_with_1_and_one_that_only_time_was_stamped_on_with_3()
    {
        Assert.Equal(1, (await JudgeAsync("a.bdoc", Asic.Zip(Asic.Letters(cades: false))[..^30])).Code);
        var stamped = new TimeAuthority().Stamp("letter"u8.ToArray(), Authorities.Noon);
        Assert.Equal(3, (await JudgeAsync("a.asics", Asic.Zip([("letter.txt", "letter"u8.ToArray()), ("META-INF/timestamp.tst", stamped)]))).Code);
    }

    [Fact]
    public async Task A_token_beside_its_file_is_compared_with_it()
    {
        await File.WriteAllTextAsync(_folder.File("letter.txt"), "letter");
        var stamped = new TimeAuthority().Stamp("letter"u8.ToArray(), Authorities.Noon);

        var (code, verdict) = await JudgeAsync("letter.txt.tst", stamped);

        Assert.Equal((3, "cms"), (code, verdict.GetProperty("type").GetString()));
        Assert.Contains(FindingCodes.TimestampRight, verdict.ToString(), StringComparison.Ordinal);
        await File.WriteAllTextAsync(_folder.File("letter.txt"), "another");
        Assert.Contains(FindingCodes.TimestampWrong, (await JudgeAsync("letter.txt.tst", stamped)).Verdict.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_XML_signature_is_compared_with_the_file_it_lies_beside()
    {
        await File.WriteAllTextAsync(_folder.File("letter.pdf"), "letter");
        await File.WriteAllTextAsync(_folder.File("signature.xml"), Signing.Detached("letter"u8.ToArray()));

        async Task<int> Code() => (await RunningNode.CommandAsync("verify", _folder.File("letter.pdf"), "--detached", _folder.File("signature.xml"), "--crypto-only")).Code;

        Assert.Equal(0, await Code());
        await File.WriteAllTextAsync(_folder.File("letter.pdf"), "another");
        Assert.Equal(1, await Code());
    }

    [Fact]
    public async Task Our_own_container_packed_again_is_judged_by_its_own_rules_and_fails()
    {
        var town = new Town(Suite.Gost256);
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(town.SealContainer()));
        List<(string, byte[])> entries = [];
        foreach (var entry in zip.Entries)
        {
            using var content = new MemoryStream();
            using (var stream = entry.Open()) stream.CopyTo(content);
            entries.Add((entry.FullName, content.ToArray()));
        }

        var (code, verdict) = await JudgeAsync("packed.asice", Asic.Zip(entries));

        Assert.Equal(1, code);
        Assert.Contains(FindingCodes.ZipForbidden, verdict.ToString(), StringComparison.Ordinal);
    }

    private async Task<(int Code, JsonElement Verdict)> JudgeAsync(string name, byte[] octets)
    {
        await File.WriteAllBytesAsync(_folder.File(name), octets);
        var (code, output, errors) = await RunningNode.CommandAsync("verify", _folder.File(name), "--crypto-only", "--json");
        Assert.True(code != 2, errors);
        var verdict = JsonDocument.Parse(output).RootElement;
        Assert.Empty(SchemaCheck.Faults("sedx-verdict-1.schema.json", verdict));
        return (code, verdict);
    }
}
