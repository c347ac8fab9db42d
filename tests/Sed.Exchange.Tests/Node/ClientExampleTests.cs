using Sed.Exchange.Client;
using Sed.Exchange.Node.Demo;
using Sed.Exchange.Node.Demo.Documents;
using Sed.Exchange.Tests.House;

namespace Sed.Exchange.Tests.Node;

/// <summary>The C# of <c>docs/integration.md</c> is code that runs.</summary>
public sealed class ClientExampleTests(RunningNode node) : IClassFixture<RunningNode>
{
    [Fact]
    public void The_document_shows_the_program()
    {
        var lines = Repository.Read("tests/Sed.Exchange.Tests/Node/ClientExample.cs").Split('\n');
        var begin = Array.FindIndex(lines, line => line.Trim() == "// begin");
        var end = Array.FindIndex(lines, line => line.Trim() == "// end");
        var indent = lines[begin].Length - lines[begin].TrimStart().Length;

        DocumentTable.Check("docs/integration.md", "client", ["```csharp", .. lines[(begin + 1)..end].Select(line => line.Length > indent ? line[indent..] : ""), "```"]);
    }

    [Fact]
    public async Task The_program_registers_at_one_end_and_closes_the_card_at_the_other()
    {
        using var government = node.Client(node.GovernmentKey);
        var official = DemoRegion.OfficialsOf(DemoRegion.Government)[0];
        var now = TimeProvider.System.GetUtcNow();
        var letter = Letters.Appeal([DemoRegion.MoscowOffice], [new Signer(official, node.Region.KeyOf(official).Open(), 1)], now);
        await government.SubmitAsync(letter.Files, new SubmitOptions { ClientReference = "исх/1" });
        List<string> office = [];
        List<string> sender = [];
        Dictionary<string, (string Number, DateTimeOffset At)> inOffice = [];
        Dictionary<string, (string Number, DateTimeOffset At)> atSender = [];

        await ClientExample.TakeMailAsync(node.Api, node.OfficeKey, node.Region.TlsAuthorityFile, Path.Combine(node.Folder, "office"), office, inOffice, now);
        for (var attempt = 0; sender.Count < 4 && attempt < 50; attempt++)
        {
            await government.ListAsync(wait: TimeSpan.FromSeconds(1));
            await ClientExample.TakeMailAsync(node.Api, node.GovernmentKey, node.Region.TlsAuthorityFile, Path.Combine(node.Folder, "sender"), sender, atSender, now);
        }

        Assert.EndsWith("Обращение[1].pdf: passed", office[0], StringComparison.Ordinal);
        Assert.Equal("ВХ-1: № ОГ-71/1742, Правительство ТО", office[1]);
        // Reception is the node's own word, made from Collected.
        Assert.Equal(["исх/1: Consideration", "исх/1: Execution", "исх/1: Reception", "исх/1: Registration ВХ-1"], sender.Order(StringComparer.Ordinal));
    }
}
