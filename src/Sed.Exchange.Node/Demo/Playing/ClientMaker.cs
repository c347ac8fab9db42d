using Sed.Exchange.Client;
using Sed.Exchange.Node.Demo.Running;
using Sed.Exchange.Node.Region;

namespace Sed.Exchange.Node.Demo.Playing;

/// <summary>Gives each installation its key, by <c>sedx client add</c> as an administrator would, and connects it.</summary>
internal sealed class ClientMaker(MadeRegion region, string language, TimeProvider time)
{
    private static readonly IReadOnlyList<PlannedOrganisation> Players =
        [DemoRegion.Government, DemoRegion.MoscowOffice, DemoRegion.Efremov, DemoRegion.Lobanovskoe];

    /// <summary>Adds every installation; nodes side by side, the installations of one node one after the other.</summary>
    /// <returns>API keys by organisation.</returns>
    public async Task<IReadOnlyDictionary<Guid, string>> AddAllAsync(CancellationToken cancel)
    {
        var added = await Task.WhenAll(Players.GroupBy(who => who.Node).Select(async players =>
        {
            var keys = new List<(Guid Id, string Key)>();
            foreach (var who in players) keys.Add((who.Id, await AddAsync(who, cancel)));
            return keys;
        }));
        return added.SelectMany(keys => keys).ToDictionary(pair => pair.Id, pair => pair.Key);
    }

    /// <summary>A client for an installation, trusting exactly its node's TLS key.</summary>
    public ExchangeClient Connect(PlannedOrganisation who, string key)
    {
        var node = region.Node(who.Node);
        return new ExchangeClient(new ExchangeClientOptions
        {
            Address = node.Api,
            ApiKey = key,
            ServerPin = node.TlsPin,
            Language = language,
            Time = time,
        });
    }

    private async Task<string> AddAsync(PlannedOrganisation who, CancellationToken cancel)
    {
        var output = await SedxCommand.RunAsync(
            ["client", "add", "--config", region.Node(who.Node).ConfigFile, "--organisation", who.Id.ToString(), $"delo-{who.Inn}"], cancel);
        return output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(word => word.StartsWith("sedx_", StringComparison.Ordinal))
            ?? throw new DemoException($"sedx client add printed no key: {output}");
    }
}
