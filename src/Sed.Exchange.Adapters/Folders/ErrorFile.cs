using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sed.Exchange.Adapters.Files;
using Sed.Exchange.Containers.Texts;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Adapters.Folders;

/// <summary>
/// What an installation's administrator reads beside a refused pair: <c>name.error.txt</c> in Russian, <c>name.error.json</c> for programs. Codes and
/// texts are those of every other door; no content, no names of persons.
/// </summary>
internal static class ErrorFile
{
    /// <summary>Ending of the text.</summary>
    public const string TextSuffix = ".error.txt";

    /// <summary>Ending of the document for programs.</summary>
    public const string JsonSuffix = ".error.json";

    private const string Language = "ru";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes both files, complete or not at all.</summary>
    /// <exception cref="IOException">They cannot be written.</exception>
    public static void Write(string folder, string name, WaitingPair pair, PairRefusal refusal, DateTimeOffset at)
    {
        Directory.CreateDirectory(folder);
        var text = TextCatalogue.Find(Language, refusal.Code);
        var findings = refusal.Findings.Where(finding => finding.Result == VerdictResult.Failed).ToList();
        var lines = new StringBuilder()
            .Append("Сообщение ").Append(pair).AppendLine(" не принято узлом обмена.")
            .AppendLine()
            .Append("Код:        ").AppendLine(refusal.Code)
            .Append("Причина:    ").AppendLine(text.Means)
            .Append("Что делать: ").AppendLine(text.Do);
        if (refusal.Detail is { } detail && !findings.Exists(finding => finding.Code == detail)) lines.Append("Подробно:   ").AppendLine(detail);
        foreach (var finding in findings)
        {
            var found = TextCatalogue.Find(Language, finding.Code);
            lines.AppendLine().Append(finding.Code).Append(finding.Seen is null ? "" : $" ({finding.Seen})").AppendLine()
                .Append("  Причина:    ").AppendLine(found.Means)
                .Append("  Что делать: ").AppendLine(found.Do);
        }

        lines.AppendLine()
            .Append("Файлы лежат рядом нетронутыми: папка ").Append(name).Append(" и ").Append(name).AppendLine(PairName.EnvSuffix)
            .AppendLine("Отправить ещё раз: исправьте и верните папку, а за ней .env, в исходящие.")
            .Append("Время узла: ").AppendLine($"{at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");
        Write(Path.Combine(folder, name + TextSuffix), [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(lines.ToString().ReplaceLineEndings("\r\n"))]);
        Write(Path.Combine(folder, name + JsonSuffix), JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                schema = "sedx-folder-error/1",
                at = at.UtcDateTime,
                pair = pair.ToString(),
                code = refusal.Code,
                means = text.Means,
                @do = text.Do,
                detail = refusal.Detail,
                findings = findings.Select(finding =>
                {
                    var found = TextCatalogue.Find(Language, finding.Code);
                    return new { code = finding.Code, seen = finding.Seen, means = found.Means, @do = found.Do };
                }),
            },
            Options));
    }

    private static void Write(string path, byte[] octets)
    {
        var part = path + ".part";
        using (var file = DurableFiles.CreateAnew(part))
        {
            file.Write(octets);
            file.Flush();
            DurableFiles.Sync(file.SafeFileHandle);
        }

        DurableFiles.Rename(part, path);
    }
}
