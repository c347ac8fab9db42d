using System.Text;
using System.Text.Json;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Tests.Authority;
using Sed.Exchange.Tests.Doubles;
using Sed.Exchange.Tests.Pki;

namespace Sed.Exchange.Tests.Node;

/// <summary><c>sedx verify</c> and <c>sedx stamp</c> at a letter with its signature and powers of attorney beside it, as files.</summary>
public sealed class AuthorityCommandTests : IDisposable
{
    private const string Time = "2026-11-16T12:00:00Z";

    private readonly TemporaryFolder _folder = new();

    public AuthorityCommandTests()
    {
        Directory.CreateDirectory(_folder.File("trust"));
        File.WriteAllText(_folder.File("trust/root.pem"), Authorities.Root(Suite.Ecdsa).Certificate.ToPem());
        File.WriteAllText(_folder.File("letter.txt"), "Письмо");
        Sign("letter.txt", "letter.txt.sig", Powers.Head);
        Sign("letter.txt", "letter.txt.2.sig", Powers.Employee);
        File.WriteAllText(_folder.File("mchd.xml"), Powers.First());
        Sign("mchd.xml", "mchd.xml.sig", Powers.Head);
        File.WriteAllText(_folder.File("bare.xml"), Powers.First());
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0, "letter.txt.sig")]
    [InlineData(0, "letter.txt.sig", "--author", "1999900000010")]
    [InlineData(0, "letter.txt.sig", "--author", "9999000013")]
    [InlineData(3, "letter.txt.sig", "--author", "1047702026701")]
    [InlineData(2, "letter.txt.sig", "--author", "1999900000011")]
    [InlineData(0, "letter.txt.2.sig")]
    [InlineData(3, "letter.txt.2.sig", "--author", "1999900000010")]
    [InlineData(0, "letter.txt.2.sig", "--author", "1999900000010", "--mchd", "mchd.xml")]
    [InlineData(3, "letter.txt.2.sig", "--author", "1047702026701", "--mchd", "mchd.xml")]
    [InlineData(3, "letter.txt.2.sig", "--author", "1999900000010", "--mchd", "bare.xml")]
    [InlineData(0, "letter.txt.2.sig", "--mchd", "mchd.xml")]
    [InlineData(3, "letter.txt.2.sig", "--mchd", "bare.xml")]
    [InlineData(3, "letter.txt.2.sig", "--mchd", "letter.txt")]
    [InlineData(2, "letter.txt.2.sig", "--mchd", "absent.xml")]
    public async Task The_author_and_powers_of_attorney_decide_what_a_single_signature_proves(int code, string signature, params string[] more)
    {
        string[] arguments = ["verify", _folder.File(signature), "--trust", _folder.File("trust"), "--at", Time, .. more.Select(word => word.Contains('.', StringComparison.Ordinal) ? _folder.File(word) : word)];
        Assert.Equal(code, (await RunningNode.CommandAsync(arguments)).Code);
        if (code == 2) return;

        // With the mathematics alone nothing is said of authority, and nothing decided by it.
        var (only, output, _) = await RunningNode.CommandAsync([.. arguments, "--crypto-only", "--json"]);
        Assert.Equal(0, only);
        Assert.Contains("SEDX-AUTHORITY_NOT_CHECKED", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ru", "Подписавший действует по доверенности", "Не отозвана ли доверенность, не спрашивалось")]
    [InlineData("en", "The signer acts by a power of attorney", "Whether the power of attorney was revoked was not asked")]
    public async Task A_power_of_attorney_is_told_check_by_check_and_nobody_s_number_is_shown(string language, params string[] texts)
    {
        var (_, output, _) = await RunningNode.CommandAsync(
            "verify", _folder.File("letter.txt.2.sig"), "--trust", _folder.File("trust"), "--at", Time, "--author", "1999900000010", "--mchd", _folder.File("mchd.xml"), "--lang", language);
        Assert.All(texts, text => Assert.Contains(text, output, StringComparison.Ordinal));
        foreach (var personal in new[] { "00000000202", "000-000-002", "00000000101" }) Assert.DoesNotContain(personal, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_signer_s_numbers_stand_in_the_verdict()
    {
        var (_, output, _) = await RunningNode.CommandAsync("verify", _folder.File("letter.txt.sig"), "--trust", _folder.File("trust"), "--at", Time, "--json");
        var signer = JsonDocument.Parse(output).RootElement.GetProperty("signatures")[0].GetProperty("signer");
        Assert.Equal(("1999900000010", "9999000013"), (signer.GetProperty("ogrn").GetString(), signer.GetProperty("inn").GetString()));
    }

    [Fact]
    public async Task A_stamp_is_drawn_of_what_passed_and_refused_with_a_code_otherwise()
    {
        var picture = _folder.File("stamp.png");
        string[] stamp = ["stamp", _folder.File("letter.txt.sig"), "--out", picture, "--at", Time];

        var (code, _, errors) = await RunningNode.CommandAsync(stamp);
        Assert.Equal(3, code);
        Assert.Contains("SEDX-STAMP_REFUSED", errors, StringComparison.Ordinal);
        Assert.False(File.Exists(picture));

        Assert.Equal(0, (await RunningNode.CommandAsync([.. stamp, "--trust", _folder.File("trust")])).Code);
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], File.ReadAllBytes(picture)[..4]);
        File.Delete(picture);

        await File.AppendAllTextAsync(_folder.File("letter.txt"), "!");
        Assert.Equal(1, (await RunningNode.CommandAsync([.. stamp, "--trust", _folder.File("trust")])).Code);
        Assert.False(File.Exists(picture));
        Assert.Equal(2, (await RunningNode.CommandAsync([.. stamp, "--trust", _folder.File("trust"), "--signature", "nobody's"])).Code);
    }

    [Theory]
    [InlineData("ru", "математически верна; проверено несертифицированным средством")]
    [InlineData("en", "mathematically right; checked by an uncertified tool")]
    public async Task A_protocol_is_written_beside_the_verdict(string language, string conclusion)
    {
        var paper = _folder.File("protocol.pdf");
        var (code, output, _) = await RunningNode.CommandAsync("verify", _folder.File("letter.txt.sig"), "--trust", _folder.File("trust"), "--at", Time, "--protocol", paper, "--lang", language);
        Assert.Equal(0, code);
        Assert.Contains(conclusion, output, StringComparison.Ordinal);
        Assert.StartsWith("%PDF-1.7", Encoding.Latin1.GetString(File.ReadAllBytes(paper)), StringComparison.Ordinal);
        Assert.Equal(2, (await RunningNode.CommandAsync("verify", _folder.File("letter.txt.sig"), "--protocol", _folder.File("no/such/folder.pdf"))).Code);
    }

    private void Sign(string file, string signature, SoftwareKey key)
    {
        using var content = File.OpenRead(_folder.File(file));
        File.WriteAllBytes(_folder.File(signature), DocumentSignature.Sign(content, key, Authorities.Noon));
    }
}
