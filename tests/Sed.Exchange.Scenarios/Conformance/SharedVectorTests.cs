using System.Text.Json;
using Sed.Exchange.Scenarios.Demo;
using Sed.Exchange.Scenarios.Support;
using Sed.Exchange.Tests;

namespace Sed.Exchange.Scenarios.Conformance;

/// <summary>Other people's vectors get the verdicts they carry, row by row, and what is not supported is said apart.</summary>
public sealed class SharedVectorTests
{
    [SharedTheory]
    [InlineData("zip", 175, 0)]
    [InlineData("xml-attack", 22, 0)]
    [InlineData("cms-gost", 19, 0)]
    [InlineData("cades", 40, 0)]
    [InlineData("certpath-gost", 332, 0)]
    [InlineData("certpath", 142, 0)]
    [InlineData("wycheproof", 22, 0)]
    [InlineData("xmldsig", 140, 0)]
    [InlineData("xmldsig-gost", 4, 0)]
    [InlineData("xades", 24, 0)]
    [InlineData("asic", 88, 0)]
    public async Task Every_row_gets_its_verdict(string folder, int agree, int notSupported)
    {
        if (SharedFolder.Find("vectors", folder) is not { } path) return;

        var run = await SedxProcess.Run("conformance", path, "--json");

        Assert.True(run.ExitCode != 2, run.Errors);
        var document = JsonDocument.Parse(run.Output).RootElement;
        Assert.Empty(SchemaCheck.Faults("sedx-conformance-1.schema.json", document));
        var line = document.GetProperty("folders")[0];
        Assert.Equal((agree, 0, notSupported), (line.GetProperty("agree").GetInt32(), line.GetProperty("disagree").GetInt32(), line.GetProperty("notSupported").GetInt32()));
        Assert.Equal(notSupported == 0 ? 0 : 3, run.ExitCode);
    }
}
