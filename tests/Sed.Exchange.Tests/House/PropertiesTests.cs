using System.Xml.Linq;

namespace Sed.Exchange.Tests.House;

/// <summary>The rules that the build itself enforces are wired to the projects they are for.</summary>
public sealed class PropertiesTests
{
    private static readonly XDocument Properties = XDocument.Parse(Repository.Read("Directory.Build.props"));

    [Theory]
    [InlineData("Sed.Exchange.Packages")]
    [InlineData("Sed.Exchange.Containers")]
    [InlineData("Sed.Exchange.Delivery")]
    public void Banned_symbols_bind(string project)
    {
        var group = Properties.Descendants("AdditionalFiles")
            .Single(file => file.Attribute("Include")!.Value.EndsWith("BannedSymbols.txt", StringComparison.Ordinal)).Parent!;

        Assert.Contains($"'$(MSBuildProjectName)' == '{project}'", group.Attribute("Condition")!.Value, StringComparison.Ordinal);
        Assert.Contains(group.Elements("PackageReference"), row => row.Attribute("Include")!.Value == "Microsoft.CodeAnalysis.BannedApiAnalyzers");
    }

    [Theory]
    [InlineData("P:System.DateTime.Now")]
    [InlineData("P:System.DateTime.UtcNow")]
    [InlineData("P:System.DateTimeOffset.Now")]
    [InlineData("P:System.DateTimeOffset.UtcNow")]
    [InlineData("P:System.TimeProvider.System")]
    [InlineData("M:System.Guid.NewGuid")]
    [InlineData("M:System.Guid.CreateVersion7")]
    [InlineData("P:System.Random.Shared")]
    [InlineData("M:System.Threading.Tasks.Task.Run(System.Action)")]
    [InlineData("M:System.Threading.Tasks.Task.Delay(System.TimeSpan)")]
    [InlineData("T:System.Threading.Thread")]
    [InlineData("T:System.Diagnostics.Stopwatch")]
    public void A_source_of_time_ids_or_chance_is_banned_with_its_replacement(string symbol)
    {
        var row = Repository.Read("BannedSymbols.txt").Split('\n').Single(line => line.StartsWith(symbol + ";", StringComparison.Ordinal));

        Assert.NotEmpty(row[(symbol.Length + 1)..].Trim());
    }

    [Fact]
    public void A_banned_symbol_is_an_error_and_nobody_switches_it_off()
    {
        Assert.Equal("true", Properties.Descendants("TreatWarningsAsErrors").Single().Value);
        var silenced = Repository.Files(string.Empty, "*")
            .Where(file => file is ".editorconfig" || Path.GetExtension(file) is ".cs" or ".csproj" or ".props" && !file.Contains("/House/", StringComparison.Ordinal))
            .Where(file => Repository.Read(file).Contains("RS0030", StringComparison.Ordinal));

        Expect.None(silenced, "Switches banned symbols off:");
    }

    [Fact]
    public void No_project_names_a_package_version_of_its_own()
    {
        var versioned = Repository.Files(string.Empty, "*.csproj")
            .Where(file => XDocument.Parse(Repository.Read(file)).Descendants("PackageReference").Any(row => row.Attribute("Version") is not null));

        Expect.None(versioned, "Versions belong into Directory.Packages.props:");
    }

    [Fact]
    public void Every_project_has_a_lock_file() =>
        Assert.All(Repository.Files(string.Empty, "*.csproj"), file => Assert.True(Repository.Has(Path.GetDirectoryName(file) + "/packages.lock.json"), file));
}
