using System.Text.Json.Nodes;
using Sed.Exchange.Scenarios.Support;

namespace Sed.Exchange.Scenarios.Setup;

/// <summary><c>sedx init</c> as a person meets it: at a real terminal, with mistakes.</summary>
public sealed class InitAtTerminalTests
{
    [Fact]
    public async Task It_asks_says_what_does_not_fit_and_asks_again()
    {
        using var folder = new TempFolder();
        await using var terminal = await Terminal.Start(folder, [], "dotnet", SedxProcess.Program, "init", "--out", folder.Of("efremov"));

        await terminal.Answer("Это узел самой области", "");
        await terminal.Answer("Имя узла", "Ефремов");
        await terminal.Shows("Например: efremov.");
        await terminal.Type("efremov");
        await terminal.Answer("Файл справочника", "");
        await terminal.Answer("Отпечаток подписавшего справочник", "");
        await terminal.Answer("Полное название", "Администрация муниципального образования город Ефремов");
        await terminal.Answer("Краткое название", "МО г. Ефремов");
        await terminal.Answer("ИНН:", "9999000039");
        await terminal.Shows("с верной контрольной");
        await terminal.Type("9999000038");
        await terminal.Answer("ОГРН:", "1999900000032");
        await terminal.Answer("Индексы СЭВ через запятую (9999000038)", "");
        await terminal.Answer("ОКТМО", "70714000");
        await terminal.Answer("GUID участника", "");
        await terminal.Answer("GUID вышестоящего органа", "");
        await terminal.Answer("Ещё участник?", "нет");
        await terminal.Answer("Криптонабор", "");
        await terminal.Answer("Готовый ключ TLS", "");
        await terminal.Answer("Срок действия сертификатов", "400");
        await terminal.Answer("Имя или IP-адрес узла", "sed.efremov.example");
        await terminal.Answer("Порт для узлов (8443)", "");
        await terminal.Answer("Порт для установок СЭД (8444)", "");
        await terminal.Answer("Порт страницы администратора", "0");
        await terminal.Answer("Слушать на адресе (0.0.0.0)", "");
        await terminal.Answer("Вышестоящий узел", "tula");
        await terminal.Answer("только через вышестоящий?", "д");
        await terminal.Answer("Папка данных", "");
        await terminal.Answer("Папка доверия", "");
        Assert.False(Directory.Exists(folder.Of("efremov")));
        await terminal.Answer("Записать?", "");
        await terminal.Shows("Что дальше:");

        var configuration = JsonNode.Parse(await File.ReadAllTextAsync(folder.Of("efremov", "node.json")))!;
        Assert.Equal("efremov", (string?)configuration["node"]!["id"]);
        Assert.Equal("https://0.0.0.0:8443", (string?)configuration["listen"]!["exchange"]);
        Assert.Null(configuration["listen"]!["console"]);
        var entry = JsonNode.Parse(await File.ReadAllTextAsync(folder.Of("efremov", "entry", "efremov.entry.json")))!;
        Assert.Equal("https://sed.efremov.example:8443", (string?)entry["node"]!["url"]);
        Assert.True((bool?)entry["node"]!["throughParentOnly"]);
        Assert.Equal("Администрация муниципального образования город Ефремов", (string?)entry["organisations"]![0]!["name"]);
        Assert.Contains("[1m", await terminal.Screen(withColours: true), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_colours_for_those_who_want_none_and_nothing_is_written_on_no()
    {
        using var folder = new TempFolder();
        await using var terminal = await Terminal.Start(
            folder, ["NO_COLOR=1"], "dotnet", SedxProcess.Program, "init", "--lang", "en", "--region", "--out", folder.Of("tula"), "--node-id", "tula", "--host", "192.0.2.1",
            "--organisation", "name=Правительство Тульской области", "--suite", "ecdsa", "--tls", "-", "--days", "400", "--listen", "127.0.0.1",
            "--exchange-port", "8443", "--api-port", "8444", "--console-port", "8445", "--data", "data", "--trust", "trust");

        await terminal.Answer("Write?", "no");
        await terminal.Shows("Nothing was written.");

        Assert.DoesNotMatch("\u001b\\[[0-9;]*[39][0-7]m", await terminal.Screen(withColours: true));
        Assert.False(Directory.Exists(folder.Of("tula")));
        Assert.False(Directory.Exists(folder.Of("tula-directory")));
    }
}
