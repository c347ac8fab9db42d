namespace Sed.Exchange.Tests.House;

/// <summary>The files of the repository as they lie on disk, without what builds and tools leave there.</summary>
internal static class Repository
{
    private static readonly HashSet<string> Left =
        [".git", "bin", "obj", "artifacts", "TestResults", "node_modules", ".vs", ".idea", "BenchmarkDotNet.Artifacts"];

    /// <summary>The root folder.</summary>
    public static string Root { get; } = SharedFolder.RepositoryRoot();

    /// <summary>Paths of files relative to the root, with <c>/</c>, in order.</summary>
    /// <param name="folder">A folder relative to the root; empty for everything.</param>
    /// <param name="pattern">Pattern of names.</param>
    public static IReadOnlyList<string> Files(string folder, string pattern) =>
        [.. Walk(new DirectoryInfo(Path.Combine(Root, folder)), pattern)
            .Select(file => Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];

    /// <summary>The text of a file.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>True when a file or folder is there.</summary>
    public static bool Has(string path) => Path.Exists(Path.Combine(Root, path));

    // In a second work tree .git is a file, and names this machine.
    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder, string pattern) =>
        folder.EnumerateFiles(pattern).Where(file => !Left.Contains(file.Name)).Concat(folder.EnumerateDirectories()
            .Where(child => !Left.Contains(child.Name))
            .SelectMany(child => Walk(child, pattern)));
}
