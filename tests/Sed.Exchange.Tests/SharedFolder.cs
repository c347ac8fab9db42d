namespace Sed.Exchange.Tests;

/// <summary>
/// Finds reference data that lies outside the repository: <c>$SEDX_SHARED</c>, else <c>../shared</c> beside the repository.
/// Absent: the test says that it skips; with <c>CI=true</c> it fails.
/// </summary>
internal static class SharedFolder
{
    /// <summary>The path of a folder or file inside, or null when the data is not there.</summary>
    public static string? Find(params string[] parts)
    {
        var root = Environment.GetEnvironmentVariable("SEDX_SHARED");
        if (string.IsNullOrEmpty(root)) root = Path.Combine(RepositoryRoot(), "..", "shared");
        var path = Path.GetFullPath(Path.Combine([root, .. parts]));
        if (Path.Exists(path)) return path;
        if (Environment.GetEnvironmentVariable("CI") == "true") throw new DirectoryNotFoundException($"Reference data is missing: {path}");
        Console.WriteLine($"Skipped: no reference data at {path}");
        return null;
    }

    /// <summary>The octets of a file inside.</summary>
    /// <exception cref="FileNotFoundException">The data is not there.</exception>
    public static byte[] Read(params string[] parts) =>
        File.ReadAllBytes(Find(parts) ?? throw new FileNotFoundException("Reference data is missing.", string.Join('/', parts)));

    /// <summary>The folder that holds <c>Sed.Exchange.sln</c>.</summary>
    public static string RepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Sed.Exchange.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException("The test does not run inside the repository.");
    }
}
