using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery.Lanes;

namespace Sed.Exchange.Tests.House;

/// <summary>Tables in documents say what the code says.</summary>
public sealed partial class DocumentTableTests
{
    private static readonly string[] Languages = ["ru", "en"];

    [Fact]
    public void Message_life_shows_every_step_of_every_lane()
    {
        var rows = LaneTable.Steps.Select(step => $"| {LaneName(step.Lane)} | {step.From?.ToString() ?? "–"} | {step.To} | {step.By} |");

        DocumentTable.Check("docs/message-life.md", "lanes", ["| lane | from | to | by |", "|---|---|---|---|", .. rows]);
    }

    [Theory]
    [InlineData(Lane.Out)]
    [InlineData(Lane.Relay)]
    [InlineData(Lane.In)]
    public void Message_life_draws_each_lane(Lane lane)
    {
        var steps = LaneTable.Steps.Where(step => step.Lane == lane)
            .Select(step => $"    {step.From?.ToString() ?? "[*]"} --> {step.To}: {step.By}");

        DocumentTable.Check("docs/message-life.md", $"picture of {LaneName(lane)}", ["```mermaid", "stateDiagram-v2", .. steps, "```"]);
    }

    [Fact]
    public void Message_life_says_who_may_issue_which_receipt()
    {
        const string Origin = "origin", Way = "way", Recipients = "recipients";
        var texts = Documented("Sed.Exchange.Containers");
        var rows = Enum.GetValues<ReceiptKind>().Select(kind =>
            $"| {kind} | {May(kind, Origin)} | {May(kind, Way)} | {May(kind, Recipients)} | "
            + $"{(ReceiptRules.NeedsReason(kind) ? "yes" : "–")} | {texts[$"F:{typeof(ReceiptKind).FullName}.{kind}"]} |");

        DocumentTable.Check(
            "docs/message-life.md",
            "receipts",
            ["| kind | origin | a node on the way | the recipient's node | reason | means |", "|---|---|---|---|---|---|", .. rows]);

        static string May(ReceiptKind kind, string issuer) => ReceiptRules.MayIssue(kind, issuer, Origin, Recipients) ? "yes" : "–";
    }

    [Fact]
    public void Operations_lists_every_alarm_of_the_log()
    {
        var lines = Repository.Files("src", "*Log.cs").SelectMany(file => AlarmLine().Matches(Repository.Read(file)))
            .Select(match => (Number: match.Groups["number"].Value, Text: match.Groups["text"].Value))
            .OrderBy(line => line.Number, StringComparer.Ordinal).ToList();
        Assert.True(lines.Count > 20);

        DocumentTable.Check(
            "docs/operations.md", "alarms", ["| line | says |", "|---|---|", .. lines.Select(line => $"| {line.Number} | `{line.Text.Replace("\\\"", "\"", StringComparison.Ordinal)}` |")]);
    }

    [Fact]
    public void Codes_lists_every_code_with_its_text()
    {
        var texts = Texts("en");
        var lines = CodeClasses().SelectMany(codes => (IEnumerable<string>)
        [
            $"## {codes.Name}",
            string.Empty,
            "| code | means | do |",
            "|---|---|---|",
            .. Codes(codes).Select(code => $"| `{code}` | {Text(texts, code, "means")} | {Text(texts, code, "do")} |"),
            string.Empty,
        ]);

        DocumentTable.Check("docs/codes.md", "codes", lines.SkipLast(1));

        // A missing text is the next test's business.
        static string? Text(Dictionary<string, JsonElement> texts, string code, string part) =>
            texts.TryGetValue(code, out var text) && text.TryGetProperty(part, out var value) ? value.GetString() : null;
    }

    [Fact]
    public void Every_code_has_both_texts_in_both_languages()
    {
        var codes = CodeClasses().SelectMany(Codes).ToList();

        Expect.None(
            Languages.SelectMany(language => codes.Except(Texts(language)
                .Where(row => IsSaid(row.Value, "means") && IsSaid(row.Value, "do"))
                .Select(row => row.Key)).Select(code => $"{language}: {code}")),
            "Codes without text:");

        static bool IsSaid(JsonElement text, string part) => text.TryGetProperty(part, out var value) && !string.IsNullOrWhiteSpace(value.GetString());
    }

    [Fact]
    public void A_code_stands_in_one_class_only() =>
        Expect.None(CodeClasses().SelectMany(Codes).GroupBy(code => code).Where(same => same.Count() > 1).Select(same => same.Key), "Codes that two classes have:");

    private static string LaneName(Lane lane) => lane.ToString().ToLowerInvariant();

    // A class of codes is recognised by its name; a new one appears in the document by itself.
    private static IEnumerable<Type> CodeClasses() => Room.All
        .SelectMany(room => Assembly.Load(room.Assembly).GetExportedTypes())
        .Where(type => type is { IsAbstract: true, IsSealed: true } && type.Name.EndsWith("Codes", StringComparison.Ordinal));

    private static IEnumerable<string> Codes(Type codes) => codes
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(field => field.IsLiteral && field.FieldType == typeof(string))
        .Select(field => (string)field.GetRawConstantValue()!);

    private static Dictionary<string, JsonElement> Texts(string language) => JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(
        Repository.Read($"src/Sed.Exchange.Containers/Texts/texts.{language}.json"))!;

    private static Dictionary<string, string> Documented(string assembly) =>
        XDocument.Load(Path.Combine(AppContext.BaseDirectory, assembly + ".xml")).Descendants("member")
            .Where(row => row.Element("summary") is not null)
            .ToDictionary(row => row.Attribute("name")!.Value, row => row.Element("summary")!.Value.Trim());

    [GeneratedRegex("""LoggerMessage\((?<number>[0-9]+), LogLevel\.[A-Za-z]+, "(?<text>ALARM (?:[^"\\]|\\.)*)""", RegexOptions.CultureInvariant)]
    private static partial Regex AlarmLine();
}
