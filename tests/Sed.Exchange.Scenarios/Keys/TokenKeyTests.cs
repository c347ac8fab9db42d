using Sed.Exchange.Adapters.Tokens;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Scenarios.Support;

namespace Sed.Exchange.Scenarios.Keys;

/// <summary>Keys in a real token, without a node around them.</summary>
public sealed class TokenKeyTests(LoadedToken loaded) : IClassFixture<LoadedToken>
{
    [Theory]
    [InlineData("rsa")]
    [InlineData("ecdsa")]
    public async Task Many_threads_sign_with_one_token_and_every_value_verifies(string suite)
    {
        var (key, certificate) = await SelfSignedAsync(suite);
        await loaded.Token.ImportAsync(key, "threads", suite == "rsa" ? "0102" : "0103");
        var opened = TokenKey.Open(new TokenPlace
        {
            Library = SoftToken.Library,
            Token = SoftToken.TokenLabel,
            Key = suite == "rsa" ? "id:0102" : "id:0103",
            Pin = SoftToken.Pin,
            Certificates = [certificate],
        });

        await Parallel.ForEachAsync(Enumerable.Range(0, 200), new ParallelOptions { MaxDegreeOfParallelism = 16 }, (number, _) =>
        {
            var digest = opened.Suite.Digest(BitConverter.GetBytes(number)).Value;
            Assert.True(opened.Suite.VerifyDigest(certificate, digest, opened.SignDigest(digest)));
            return ValueTask.CompletedTask;
        });

        Assert.Null(opened.Fault);
    }

    [Fact]
    public async Task What_cannot_be_used_in_a_token_is_named()
    {
        var (key, certificate) = await SelfSignedAsync("ecdsa");
        var (_, other) = await SelfSignedAsync("ecdsa");
        await loaded.Token.ImportAsync(key, "here", "0a");
        TokenPlace Place(string name, string label, params Certificate[] certificates) =>
            new() { Library = SoftToken.Library, Token = label, Key = name, Pin = SoftToken.Pin, Certificates = certificates };

        Assert.Contains("no private key \"absent\"", Fault(Place("absent", SoftToken.TokenLabel, certificate)), StringComparison.Ordinal);
        Assert.Contains("CKR_TOKEN_NOT_PRESENT", Fault(Place("here", "another", certificate)), StringComparison.Ordinal);
        Assert.Contains("holds no certificate", Fault(Place("here", SoftToken.TokenLabel)), StringComparison.Ordinal);
        Assert.Contains("does not verify with the certificate", Fault(Place("here", SoftToken.TokenLabel, other)), StringComparison.Ordinal);
        var nowhere = Place("here", SoftToken.TokenLabel, certificate);
        Assert.Contains(
            "cannot be loaded",
            Fault(new TokenPlace { Library = loaded.Folder.Of("none.so"), Token = nowhere.Token, Key = nowhere.Key, Pin = nowhere.Pin, Certificates = [certificate] }),
            StringComparison.Ordinal);
        foreach (var id in new[] { "0b", "0c" }) await loaded.Token.ImportAsync(key, "twin", id);
        Assert.Contains("2 private keys", Fault(Place("twin", SoftToken.TokenLabel, certificate)), StringComparison.Ordinal);
        Assert.Equal(certificate, TokenKey.Open(Place("id:0B", SoftToken.TokenLabel, certificate)).Certificate);
    }

    private static string Fault(TokenPlace place) => Assert.Throws<KeyFileException>(() => TokenKey.Open(place)).Message;

    private async Task<(string Key, Certificate Certificate)> SelfSignedAsync(string suite)
    {
        var name = Guid.NewGuid().ToString("N");
        var (key, certificate) = (loaded.Folder.Of(name + ".key"), loaded.Folder.Of(name + ".pem"));
        string[] kind = suite == "rsa" ? ["-newkey", "rsa:2048"] : ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"];
        (await ToolRun.Run("openssl", ["req", "-x509", .. kind, "-nodes", "-subj", "/CN=token", "-keyout", key, "-out", certificate])).MustSucceed();
        return (key, Certificate.Parse(await File.ReadAllBytesAsync(certificate))!);
    }
}
