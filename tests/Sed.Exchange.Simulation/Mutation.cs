using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Sed.Exchange.Simulation;

/// <summary>One way to break a promise on purpose: a few words of the code, and what stands in their place.</summary>
/// <param name="Name">What the broken code does.</param>
/// <param name="Promise">The promise it breaks (DESIGN section 4).</param>
/// <param name="File">The file, from the top of the repository.</param>
/// <param name="From">The words; they stand there once.</param>
/// <param name="To">What stands there instead.</param>
/// <param name="Test">Class and method of the test that must notice, where no seed can; null: seeds are lived.</param>
internal sealed record Mutation(string Name, int Promise, string File, string From, string To, string? Test = null)
{
    private const string TestProgram = "tests/Sed.Exchange.Tests/bin/Release/net10.0";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    // What the simulation is built of.
    private static readonly string[] Parts =
    [
        "src/Sed.Exchange.Packages", "src/Sed.Exchange.Containers", "src/Sed.Exchange.Delivery", "tests/Sed.Exchange.Tests/Doubles", "tests/Sed.Exchange.Simulation",
        "schemas", "policies",
    ];

    /// <summary>Every mutation of a repository.</summary>
    public static IReadOnlyList<Mutation> Read(string top) =>
        JsonSerializer.Deserialize<List<Mutation>>(System.IO.File.ReadAllText(Path.Combine(top, "tests/Sed.Exchange.Simulation/mutations.json")), Options)!;

    /// <summary>Builds each broken node in a copy of the repository and lives seeds with it until one notices, or lets the test that is named for it try.</summary>
    /// <param name="top">Top of the repository; its tests are built in Release.</param>
    /// <param name="seeds">Seeds for each, from 1.</param>
    /// <param name="only">Only those with these words in their name; null: all.</param>
    /// <returns>How many nobody noticed.</returns>
    public static int TryAll(string top, int seeds, string? only)
    {
        var copy = Directory.CreateTempSubdirectory("sedx-mutations-").FullName;
        try
        {
            foreach (var part in Parts) Copy(top, copy, part);
            foreach (var file in Directory.EnumerateFiles(top)) System.IO.File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
            var chosen = Read(top).Where(mutation => only is null || mutation.Name.Contains(only, StringComparison.OrdinalIgnoreCase)).ToList();
            if (chosen.Exists(mutation => mutation.Test is not null)) Copy(top, copy, TestProgram);
            var missed = 0;
            foreach (var mutation in chosen)
            {
                var (caught, said) = mutation.Try(copy, seeds);
                if (!caught) missed++;
                Console.WriteLine($"{(caught ? "caught" : "MISSED")}  {mutation.Promise}  {mutation.Name}: {said}");
            }

            return missed;
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    private (bool Caught, string Said) Try(string copy, int seeds)
    {
        var path = Path.Combine(copy, File);
        var right = System.IO.File.ReadAllText(path);
        var wrong = right.Replace(From, To, StringComparison.Ordinal);
        if (wrong == right) return (false, "the words are not there any more");
        System.IO.File.WriteAllText(path, wrong);
        try
        {
            var project = Path.Combine(copy, "tests/Sed.Exchange.Simulation");
            var (built, lines) = Run(copy, "dotnet", ["build", project, "-c", "Release", "-v", "q", "-clp:NoSummary", "-p:TreatWarningsAsErrors=false", "-p:RunAnalyzersDuringBuild=false"]);
            if (built != 0) return (false, $"does not build: {lines.FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal))}");
            var program = Path.Combine(project, "bin/Release/net10.0");
            return Test is null ? LiveSeeds(copy, program, seeds) : RunTest(copy, program);
        }
        finally
        {
            System.IO.File.WriteAllText(path, right);
        }
    }

    private static (bool Caught, string Said) LiveSeeds(string copy, string program, int seeds)
    {
        var (broken, output) = Run(
            copy, "dotnet", [Path.Combine(program, "Sed.Exchange.Simulation.dll"), "--until-broken", "--from", "1", "--seeds", seeds.ToString(CultureInfo.InvariantCulture)]);
        var first = output.FirstOrDefault(line => line.StartsWith("seed ", StringComparison.Ordinal));
        return (broken == 1 && first is not null, first is null ? output.LastOrDefault() ?? "nothing said" : $"{first}; {output[^1]}");
    }

    // The tests as they are, with the broken parts under them.
    private (bool Caught, string Said) RunTest(string copy, string program)
    {
        foreach (var part in new[] { "Packages", "Containers", "Delivery" })
        {
            var name = $"Sed.Exchange.{part}.dll";
            System.IO.File.Copy(Path.Combine(program, name), Path.Combine(copy, TestProgram, name), overwrite: true);
        }

        var (failed, output) = Run(copy, "dotnet", ["test", Path.Combine(copy, TestProgram, "Sed.Exchange.Tests.dll"), "--filter", $"FullyQualifiedName~{Test}"]);
        var found = output.Find(line => line.StartsWith("Failed!", StringComparison.Ordinal));
        return (failed == 1 && found is not null, $"{Test}: {found ?? output.LastOrDefault() ?? "nothing said"}");
    }

    private static (int Code, List<string> Lines) Run(string folder, string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToList();
        process.WaitForExit();
        return (process.ExitCode, lines);
    }

    // Without what was built; of what was built, all of it.
    private static void Copy(string top, string copy, string part)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(top, part), "*", SearchOption.AllDirectories))
        {
            var inside = Path.GetRelativePath(Path.Combine(top, part), file);
            if (inside.Split(Path.DirectorySeparatorChar).Any(folder => folder is "bin" or "obj")) continue;
            var target = Path.Combine(copy, part, inside);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            System.IO.File.Copy(file, target);
        }
    }
}
