using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Packages;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Adapters.Folders;

/// <summary>
/// The files of a pair while it is submitted, each read where it lies, as often as the door asks, and only as long as it is what it was when the pair
/// was opened. Nothing of it is kept in memory but the <c>.env</c>.
/// </summary>
internal sealed class PairContent : IDisposable
{
    private readonly HeldFolder _files;
    private int _changed;

    private PairContent(HeldFolder files) => _files = files;

    /// <summary>The package; empty with a <see cref="Fault"/>.</summary>
    public IReadOnlyList<PackageFile> Files { get; private set; } = [];

    /// <summary>Why the pair cannot be submitted: one of <see cref="FolderCodes"/>; null: it can.</summary>
    public string? Fault { get; private set; }

    /// <summary>What was seen.</summary>
    public string? Detail { get; private set; }

    /// <summary>What was found in its <c>.env</c>.</summary>
    public IReadOnlyList<Finding> Findings { get; private set; } = [];

    /// <summary>Subfolders, which no passport can list; they are not part of the package.</summary>
    public int Subfolders { get; private set; }

    /// <summary>True: a file changed while it was read. Whatever the door said of it is about a mixture.</summary>
    public bool HasChanged => Volatile.Read(ref _changed) != 0;

    /// <summary>Opens a pair.</summary>
    /// <exception cref="PairChangedException">It is no longer there, or changes.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static PairContent Open(FolderPlace place, WaitingPair pair, FolderOptions options)
    {
        using var root = HeldFolder.Open(place.Out);
        using var stamp = pair.Stamp is null ? null : root.OpenFolder(pair.Stamp) ?? throw new PairChangedException(pair.Stamp);
        var folder = stamp ?? root;
        var content = new PairContent(folder.OpenFolder(pair.Folder) ?? throw new PairChangedException(pair.Folder));
        try
        {
            content.ReadEnv(folder, pair, options);
            if (content.Fault is null) content.ListFiles(options);
            return content;
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _files.Dispose();

    private void ReadEnv(HeldFolder folder, WaitingPair pair, FolderOptions options)
    {
        if (folder.FactsOf(pair.Env) is not { } facts) throw new PairChangedException(pair.Env);
        if (!facts.IsPlain)
        {
            Refuse(FolderCodes.Link, pair.Env);
            return;
        }

        if (facts.Length > options.EnvBytes)
        {
            Refuse(FolderCodes.EnvInvalid, $"{facts.Length} > {options.EnvBytes}");
            return;
        }

        var octets = new byte[facts.Length];
        using (var stream = new UnchangedStream(folder.OpenFile(pair.Env, facts), Path.Combine(folder.FullPath, pair.Env), facts, Change)) stream.ReadExactly(octets);
        var reading = SevEnvelopXml.Read(octets);
        if (reading.Envelop is not { } envelop) Refuse(FolderCodes.EnvInvalid, null, reading.Faults.Where(fault => fault.Refuses));
        else if (envelop.MessageDir?.Trim() is { Length: > 0 } named && !named.Equals(pair.Name, StringComparison.OrdinalIgnoreCase)) Refuse(FolderCodes.EnvOther, pair.Env);
    }

    private void ListFiles(FolderOptions options)
    {
        var files = new List<PackageFile>();
        foreach (var name in _files.Names().Take(options.Files + 1).Order(StringComparer.Ordinal))
        {
            if (name.Contains('\uFFFD', StringComparison.Ordinal) || !FileNames.IsCarryable(name))
            {
                Refuse(FolderCodes.FileName, $"file {files.Count + 1}");
                return;
            }

            var facts = _files.FactsOf(name) ?? throw new PairChangedException(name);
            if (facts.Kind == FileKind.Folder)
            {
                Subfolders++;
                continue;
            }

            if (!facts.IsPlain)
            {
                Refuse(FolderCodes.Link, name);
                return;
            }

            var path = Path.Combine(_files.FullPath, name);
            files.Add(new PackageFile(name, facts.Length, () => OpenUnchanged(name, path, facts)));
        }

        if (files.Count > options.Files) Refuse(FolderCodes.TooManyFiles, $"> {options.Files}");
        else Files = files;
    }

    private UnchangedStream OpenUnchanged(string name, string path, FileFacts facts)
    {
        try
        {
            return new UnchangedStream(_files.OpenFile(name, facts), path, facts, Change);
        }
        catch (PairChangedException)
        {
            Change();
            throw;
        }
    }

    private void Change() => Interlocked.Exchange(ref _changed, 1);

    private void Refuse(string code, string? detail, IEnumerable<PackageFault>? faults = null) => (Fault, Detail, Findings) =
        (code, detail, [.. (faults ?? []).Select(fault => new Finding(fault.Code, VerdictStage.Format, VerdictResult.Failed, fault.Seen))]);
}
