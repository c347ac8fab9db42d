using System.Text;
using System.Text.RegularExpressions;

namespace Sed.Exchange.Scenarios.Support;

/// <summary>
/// Reads everything that nodes and commands of the scenarios wrote and looks for what must never be there: keys, passwords, private keys,
/// connection strings anywhere; document text, file names and persons in logs. <see cref="TempFolder"/> asks it when a scenario ends, so
/// no scenario that starts a node goes round it.
/// </summary>
internal static partial class LogAudit
{
    private static readonly Lock Gate = new();
    private static readonly List<Transcript> Transcripts = [];
    private static readonly HashSet<string> Marks = new(StringComparer.OrdinalIgnoreCase)
    {
        // Of the demo's letters: a citizen, her address, what she wrote, what it is about, files.
        "Берёзкина", "Заречная", "настил", "дети ходят", "Красивая Меча", "Обращение[1]", "Ответ[1]", "Мост обследован",
        // Of docs/integration.md.
        "О ремонте моста", "letter.pdf",
    };

    /// <summary>How many transcripts there are: where a scenario begins.</summary>
    public static int Count
    {
        get
        {
            lock (Gate) return Transcripts.Count;
        }
    }

    /// <summary>A word that a scenario puts into documents, and that no log may hold from now on.</summary>
    public static string Mark(string word)
    {
        lock (Gate) Marks.Add(word);
        return word;
    }

    /// <summary>Keeps what a process wrote until the scenario ends.</summary>
    /// <param name="arguments">Its command line: says what may stand in its output.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="errors">Standard error.</param>
    public static void Keep(string arguments, string output, string errors)
    {
        // What a node prints is its log; what a command prints is for whoever asked, and may name his own files. Two commands show a key, once.
        var isLog = arguments.Contains(" run ", StringComparison.Ordinal);
        lock (Gate)
        {
            Transcripts.Add(new Transcript($"standard output of {arguments}", output, isLog, ShowsKey: arguments.Contains(" client add ", StringComparison.Ordinal) || arguments.Contains(" webhook add ", StringComparison.Ordinal)));
            Transcripts.Add(new Transcript($"standard error of {arguments}", errors, isLog, ShowsKey: false));
        }
    }

    /// <summary>Takes back what was kept since then: only for what a test shows on purpose.</summary>
    public static void Forget(int since)
    {
        lock (Gate) Transcripts.RemoveRange(since, Transcripts.Count - since);
    }

    /// <summary>What was written since <paramref name="since"/>, or lies as a log in <paramref name="folder"/>, and must not have been.</summary>
    public static IReadOnlyList<string> Leaks(int since, string folder)
    {
        List<Transcript> all;
        lock (Gate) all = [.. Transcripts.Skip(since)];
        all.AddRange(Files(folder, "*.log").Select(file => new Transcript(file, ReadShared(file), IsLog: true, ShowsKey: false)));
        if (all.Count == 0) return [];
        var secrets = SecretsOf(folder);
        return [.. all.SelectMany(text => Leaks(text, secrets)).Distinct()];
    }

    private static IEnumerable<string> Leaks(Transcript text, IReadOnlyList<(string What, string Secret)> secrets)
    {
        if (text.Content.Length == 0) yield break;
        if (!text.ShowsKey && ApiKey().Match(text.Content) is { Success: true } key) yield return Say("an API key", key.Index);
        if (!text.ShowsKey && HookSecret().Match(text.Content) is { Success: true } hook) yield return Say("a secret of a webhook", hook.Index);
        if (Authorization().Match(text.Content) is { Success: true } header) yield return Say("an Authorization header", header.Index);
        if (ConnectionString().Match(text.Content) is { Success: true } connection) yield return Say("a connection string", connection.Index);
        if (PrivateKey().Match(text.Content) is { Success: true } pem) yield return Say("a private key", pem.Index);
        foreach (var (what, secret) in secrets)
        {
            if (text.Content.IndexOf(secret, StringComparison.OrdinalIgnoreCase) is var at and >= 0) yield return Say(what, at);
        }

        if (!text.IsLog) yield break;
        string[] marks;
        lock (Gate) marks = [.. Marks];
        foreach (var mark in marks)
        {
            if (text.Content.IndexOf(mark, StringComparison.OrdinalIgnoreCase) is var at and >= 0) yield return Say($"document text \"{mark}\"", at);
        }

        // The line, so that whoever wrote it is found; the secret in it was made for this scenario.
        string Say(string what, int at)
        {
            var start = text.Content.LastIndexOf('\n', Math.Max(0, at - 1)) + 1;
            var end = text.Content.IndexOf('\n', at);
            return $"{text.Where} holds {what}: {text.Content[start..(end < 0 ? text.Content.Length : end)].Trim()}";
        }
    }

    // Passwords of key files, and key files as base64 or hexadecimal: of their middle, because their beginnings are alike.
    private static List<(string What, string Secret)> SecretsOf(string folder)
    {
        var secrets = new List<(string What, string Secret)>();
        secrets.AddRange(Files(folder, "*.pass").Select(file => ($"the password in {file}", ReadShared(file).Split('\n')[0].Trim())).Where(secret => secret.Item2.Length >= 8));
        foreach (var file in Files(folder, "*.p12"))
        {
            var octets = File.ReadAllBytes(file);
            if (octets.Length < 512) continue;
            // Whatever follows shifts base64 by up to two octets.
            for (var shift = 0; shift < 3; shift++) secrets.Add(($"the key file {file}", Convert.ToBase64String(octets.AsSpan(300 + shift, 48))));
            secrets.Add(($"the key file {file}", Convert.ToHexString(octets.AsSpan(300, 24))));
        }

        return secrets;
    }

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, pattern, new EnumerationOptions { RecurseSubdirectories = true }) : [];

    private static string ReadShared(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("sedx_[A-Za-z0-9_-]{20}")]
    private static partial Regex ApiKey();

    [GeneratedRegex("whsec_[A-Za-z0-9+/]{20}")]
    private static partial Regex HookSecret();

    [GeneratedRegex(@"\b(Bearer|Basic) +[A-Za-z0-9+/_=.-]{8}")]
    private static partial Regex Authorization();

    [GeneratedRegex(@"\b(AccountKey|SharedAccessSignature|Password|Pwd) *= *[^;\s]{4}", RegexOptions.IgnoreCase)]
    private static partial Regex ConnectionString();

    [GeneratedRegex("-----BEGIN [A-Z ]*PRIVATE KEY-----")]
    private static partial Regex PrivateKey();

    private sealed record Transcript(string Where, string Content, bool IsLog, bool ShowsKey);
}
