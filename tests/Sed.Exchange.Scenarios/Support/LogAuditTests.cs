namespace Sed.Exchange.Scenarios.Support;

/// <summary>The reader of logs finds what it is there for. Each leak is shown to it as a scenario would show it: by a process or a file.</summary>
public sealed class LogAuditTests
{
    private const string Run = "sedx.dll run --config node.json";
    private const string Line = "2026-11-26T10:00:00.000Z info: Sed.Exchange.Delivery[2001] Message accepted";

    [Theory]
    [InlineData("key sedx_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "API key")]
    [InlineData("Authorization: Bearer abcdefgh12345678", "Authorization")]
    [InlineData("AccountName=a;AccountKey=c2VjcmV0;", "connection string")]
    [InlineData("-----BEGIN ENCRYPTED PRIVATE KEY-----", "private key")]
    [InlineData("subject О ремонте моста через реку", "document text")]
    [InlineData("citizen БЕРЁЗКИНА М. П.", "document text")]
    [InlineData("opened with 0123456789abcdef0123456789abcdef", "password")]
    public void A_leak_in_a_node_s_log_is_found(string leak, string what)
    {
        using var folder = new TempFolder();
        folder.Write("keys/tls.pass", "0123456789abcdef0123456789abcdef\n"u8.ToArray());
        var since = LogAudit.Count;
        Forget(() =>
        {
            LogAudit.Keep(Run, Line, $"{Line}\n{leak}\n{Line}");

            var found = Assert.Single(LogAudit.Leaks(since, folder.Path));
            Assert.Contains(what, found, StringComparison.Ordinal);
            Assert.Contains(leak, found, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_key_file_in_base64_is_found_at_any_offset()
    {
        using var folder = new TempFolder();
        var octets = new byte[1000];
        Random.Shared.NextBytes(octets);
        folder.Write("node.p12", octets);
        var since = LogAudit.Count;
        for (var offset = 0; offset < 3; offset++)
        {
            var leak = Convert.ToBase64String(octets.AsSpan(offset));
            Forget(() =>
            {
                LogAudit.Keep(Run, string.Empty, leak);
                Assert.NotEmpty(LogAudit.Leaks(since, folder.Path));
            });
        }
    }

    [Fact]
    public void A_log_that_lies_in_the_folder_is_read_too()
    {
        using var folder = new TempFolder();
        var log = folder.Write("region/tula/run.log", "Берёзкина"u8.ToArray());

        Assert.Contains(log, Assert.Single(LogAudit.Leaks(LogAudit.Count, folder.Path)), StringComparison.Ordinal);

        File.Delete(log);
    }

    [Fact]
    public void Where_a_key_is_shown_and_what_a_command_is_asked_for_are_no_leaks()
    {
        using var folder = new TempFolder();
        var since = LogAudit.Count;

        LogAudit.Keep("sedx.dll client add delo --config node.json", "sedx_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n", "Ключ показан один раз");
        LogAudit.Keep("sedx.dll inbox card 1", "{\"annotation\":\"О ремонте моста\"}", string.Empty);
        LogAudit.Keep("sedx.dll verify letter.pdf", string.Empty, "letter.pdf: нет такого файла");
        LogAudit.Keep(Run, "ready node=tula", Line);

        Assert.Empty(LogAudit.Leaks(since, folder.Path));
    }

    // What is shown to the audit here must not fail the folder's own.
    private static void Forget(Action show)
    {
        var before = LogAudit.Count;
        try
        {
            show();
        }
        finally
        {
            LogAudit.Forget(before);
        }
    }
}
