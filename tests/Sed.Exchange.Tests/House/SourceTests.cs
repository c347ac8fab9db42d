using System.Text.RegularExpressions;

namespace Sed.Exchange.Tests.House;

/// <summary>How source files look: size, one type each, and nothing that only holds on one machine.</summary>
public sealed partial class SourceTests
{
    private const int LongestFile = 400;

    /// <summary>Files that may be longer, each with the reason one would say aloud.</summary>
    private static readonly Dictionary<string, string> LongForAReason = [];

    /// <summary>Paths and hosts that hold on somebody's machine only. Each is written so that it does not find itself.</summary>
    private static readonly Regex[] MachineTraces = [HomeFolder(), DriveFolder(), RegistryHost()];

    [Fact]
    public void No_source_file_is_longer_than_anyone_reads()
    {
        var tooLong = Repository.Files("src", "*.cs")
            .Where(file => !LongForAReason.ContainsKey(file))
            .Select(file => (file, lines: Repository.Read(file).Count(letter => letter == '\n')))
            .Where(row => row.lines > LongestFile)
            .Select(row => $"{row.file}: {row.lines} lines");

        Expect.None(tooLong, $"Longer than {LongestFile} lines without a reason:");
    }

    [Fact]
    public void A_reason_for_length_is_given_only_to_files_that_are_long()
    {
        var needless = LongForAReason.Keys
            .Where(file => !Repository.Has(file) || Repository.Read(file).Count(letter => letter == '\n') <= LongestFile);

        Expect.None(needless, "A reason is given for what is not long:");
    }

    [Fact]
    public void Every_source_file_holds_the_one_type_it_is_named_after()
    {
        var wrong = Repository.Files("src", "*.cs")
            .Where(file => !file.EndsWith("/Program.cs", StringComparison.Ordinal))
            .Select(file => (file, types: TopLevelType().Matches(Repository.Read(file)).Select(match => match.Groups["name"].Value).ToList()))
            .Where(row => row.types.Count != 1 || (NameOf(row.file) != row.types[0] && NameOf(row.file) != row.types[0] + "OfT"))
            .Select(row => $"{row.file}: {string.Join(", ", row.types)}");

        Expect.None(wrong, "Not exactly the one type of the file's name:");
    }

    [Fact]
    public void Every_namespace_is_that_of_its_folder_or_of_one_above()
    {
        var wrong = Repository.Files("src", "*.cs")
            .Select(file => (file, space: Namespace().Match(Repository.Read(file)).Groups["name"].Value))
            .Where(row => row.space.Length > 0 && !$"{Path.GetDirectoryName(row.file)!.Replace('\\', '/')["src/".Length..].Replace('/', '.')}."
                .StartsWith(row.space + ".", StringComparison.Ordinal))
            .Select(row => $"{row.file}: {row.space}");

        Expect.None(wrong, "The namespace is not that of the folder:");
    }

    [Fact]
    public void Nothing_names_a_path_or_a_registry_of_one_machine()
    {
        var found = Repository.Files(string.Empty, "*")
            .Where(file => Path.GetExtension(file) is not (".p12" or ".asice" or ".asics" or ".pdf" or ".png" or ".bin" or ".sig" or ".zip"))
            .SelectMany(file => Repository.Read(file).Split('\n')
                .Where(line => MachineTraces.Any(trace => trace.IsMatch(line)))
                .Select(line => $"{file}: {line.Trim()}"));

        Expect.None(found, "Holds on one machine only:");
    }

    [Fact]
    public void No_launch_settings_change_what_a_command_does() => Assert.Empty(Repository.Files(string.Empty, "launchSettings.json"));

    [Fact]
    public void Private_keys_are_not_committed()
    {
        var keys = Repository.Files(string.Empty, "*")
            .Where(file => Path.GetExtension(file) is ".p12" or ".pfx" or ".key" or ".jks"
                || (Path.GetExtension(file) is ".pem" or ".txt" or ".crt" && PrivateKey().IsMatch(Repository.Read(file))));

        Expect.None(keys, "Private keys:");
    }

    // "Name.Part.cs" holds a part of Name; "NameOfT.cs" holds Name<T> where Name.cs holds its sibling.
    private static string NameOf(string file) => Path.GetFileName(file).Split('.')[0];

    // A type at the left margin; nested types are indented.
    [GeneratedRegex(@"^(?:public |internal |file |static |sealed |abstract |readonly |partial |ref |unsafe )*(?:class|record struct|record class|record|struct|interface|enum|delegate [^(]*?) ?(?<name>[A-Z]\w*)", RegexOptions.Multiline)]
    private static partial Regex TopLevelType();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"(?<![\w.:*-])/(home|root|work|Users)/")]
    private static partial Regex HomeFolder();

    [GeneratedRegex(@"\b[A-Z]:\\[A-Za-z]")]
    private static partial Regex DriveFolder();

    [GeneratedRegex(@"https?://[^\s""]*(nuget|npmjs|debian)[.]org")]
    private static partial Regex RegistryHost();

    [GeneratedRegex("BEGIN [A-Z ]*PRIVATE KEY")]
    private static partial Regex PrivateKey();
}
