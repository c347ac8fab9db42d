using System.Text.Json;
using Sed.Exchange.Containers.Policies;

namespace Sed.Exchange.Node.Commands.Conformance;

/// <summary>A folder with a <c>verdicts.csv</c>. Files are read inside of it only: rows come from others.</summary>
/// <param name="Path">The folder, absolute.</param>
/// <param name="Name">Its name, as shown.</param>
internal sealed record VectorFolder(string Path, string Name)
{
    private readonly Dictionary<string, JsonElement> _documents = new(StringComparer.Ordinal);

    /// <summary>What is good enough in the signatures of its rows.</summary>
    public VerificationPolicy Policy { get; init; } = VerificationPolicy.Standard;

    /// <summary>Octets of a file of the folder.</summary>
    /// <exception cref="IOException">It cannot be read, or lies outside.</exception>
    public byte[] Read(string file) => File.ReadAllBytes(Locate(file));

    /// <summary>Opens a file of the folder.</summary>
    /// <exception cref="IOException">It cannot be read, or lies outside.</exception>
    public FileStream Open(string file) => File.OpenRead(Locate(file));

    /// <summary>A json of the folder, read once: files of cases are large and have a row for each.</summary>
    /// <exception cref="IOException">It cannot be read, or lies outside.</exception>
    public JsonElement ReadJson(string file)
    {
        if (_documents.TryGetValue(file, out var known)) return known;
        using var document = JsonDocument.Parse(Read(file));
        return _documents[file] = document.RootElement.Clone();
    }

    private string Locate(string file)
    {
        var path = System.IO.Path.GetFullPath(file, Path);
        return path.StartsWith(Path + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal) ? path : throw new IOException($"{file} lies outside of {Name}");
    }
}
