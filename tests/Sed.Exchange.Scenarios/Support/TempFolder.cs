namespace Sed.Exchange.Scenarios.Support;

/// <summary>
/// A folder of one test's own, gone afterwards. Readable by the owner only, as data folders are. Before it goes, <see cref="LogAudit"/> reads
/// what the test's nodes and commands wrote.
/// </summary>
internal sealed class TempFolder : IDisposable
{
    private readonly int _since = LogAudit.Count;

    /// <summary>The folder.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("sedx-").FullName;

    /// <summary>A path inside.</summary>
    public string Of(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>A file inside with this content; returns its path.</summary>
    public string Write(string name, byte[] content)
    {
        var path = Of(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose()
    {
        var leaks = LogAudit.Leaks(_since, Path);
        if (Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
        Assert.True(leaks.Count == 0, "Secrets or documents in what was written:\n" + string.Join('\n', leaks));
    }
}
