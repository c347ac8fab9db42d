using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using Sed.Exchange.Adapters.Files;

namespace Sed.Exchange.Adapters.Folders;

/// <summary>
/// One input of an installation: the staged messages, the notes, and the two renames by which a message is shown.
/// <code>
/// DocumentIn/.sedx/name.json   the note
/// DocumentIn/.sedx/name        staged files            DocumentIn/name        shown first
/// DocumentIn/.sedx/name.env    staged envelope         DocumentIn/name.env    shown last: from here on the message is the installation's
/// </code>
/// </summary>
internal sealed class OfferShelf
{
    private const string NoteSuffix = ".json";
    private const string OldSuffix = ".old";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly string _staging;

    public OfferShelf(string input)
    {
        Input = input;
        _staging = FolderPlace.Staging(input);
    }

    /// <summary>The input.</summary>
    public string Input { get; }

    /// <summary>A name in the input, as «Дело» spells GUIDs of its transport.</summary>
    public static string NameOf(Guid name) => name.ToString("D");

    /// <summary>Notes of what a process before this one laid here.</summary>
    /// <exception cref="IOException">The input cannot be read.</exception>
    public IReadOnlyList<OfferNote> Notes()
    {
        if (!Directory.Exists(Input)) throw new DirectoryNotFoundException($"There is no folder {Input}.");
        if (!Directory.Exists(_staging)) return [];
        DemandOwn();
        var notes = new List<OfferNote>();
        foreach (var file in Directory.EnumerateFiles(_staging, "*" + NoteSuffix))
        {
            // One that cannot be read was not written by us: what it would be about waits in the mailbox and is laid here anew.
            if (Read(file) is { } note && Path.GetFileNameWithoutExtension(file) == NameOf(note.Name)) notes.Add(note);
        }

        return notes;
    }

    /// <summary>True while the note lies where it was put.</summary>
    public bool HasNote(Guid name) => File.Exists(Staged(name) + NoteSuffix);

    /// <summary>Makes a note durable, in place of an earlier one.</summary>
    /// <exception cref="IOException">It is not.</exception>
    public void Put(OfferNote note)
    {
        Prepare();
        var path = Staged(note.Name) + NoteSuffix;
        Durably(path + ".part", JsonSerializer.SerializeToUtf8Bytes(note, Json));
        DurableFiles.Rename(path + ".part", path);
        DurableFiles.SyncFolder(_staging);
    }

    /// <summary>Forgets a message: first what is staged, last the note.</summary>
    public void Forget(Guid name)
    {
        Clear(name);
        File.Delete(Staged(name) + NoteSuffix);
    }

    /// <summary>Makes an empty folder for a message's files; what an interrupted attempt left is gone.</summary>
    public string BeginStaging(Guid name)
    {
        Prepare();
        Clear(name);
        var folder = Staged(name);
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, File.GetUnixFileMode(Input));
        return folder;
    }

    /// <summary>Makes a staged message durable, envelope last.</summary>
    public void FinishStaging(Guid name, byte[] env)
    {
        DurableFiles.SyncFolder(Staged(name));
        var path = Staged(name) + PairName.EnvSuffix;
        Durably(path, env);
        DurableFiles.SyncFolder(_staging);
    }

    /// <summary>True: it is ready and not shown yet, or not wholly.</summary>
    public bool IsStaged(Guid name) => File.Exists(Staged(name) + PairName.EnvSuffix);

    /// <summary>Shows a staged message: the folder, then the <c>.env</c>. Interrupted anywhere, the same call goes on.</summary>
    public void Show(Guid name)
    {
        var (staged, shown) = (Staged(name), Path.Combine(Input, NameOf(name)));
        if (Directory.Exists(staged))
        {
            // The folder of an earlier hand-over that its installation left behind. Without an .env nobody reads it.
            if (Directory.Exists(shown)) DurableFiles.Rename(shown, staged + OldSuffix);
            DurableFiles.Rename(staged, shown);
            DurableFiles.SyncFolder(Input);
        }

        DurableFiles.Rename(staged + PairName.EnvSuffix, shown + PairName.EnvSuffix);
        DurableFiles.SyncFolder(Input);
        DurableFiles.SyncFolder(_staging);
        if (Directory.Exists(staged + OldSuffix)) Directory.Delete(staged + OldSuffix, recursive: true);
    }

    /// <summary>Which halves lie in the input.</summary>
    public (bool Env, bool Folder) Look(Guid name)
    {
        var shown = Path.Combine(Input, NameOf(name));
        return (Path.Exists(shown + PairName.EnvSuffix), Path.Exists(shown));
    }

    /// <summary>Writes a file that those may read who may read the input.</summary>
    public async Task WriteAsync(string path, Stream content, CancellationToken cancel)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        await content.CopyToAsync(file, cancel);
        await file.FlushAsync(cancel);
        ShareLikeInput(file.SafeFileHandle);
        DurableFiles.Sync(file.SafeFileHandle);
    }

    private void Prepare()
    {
        if (!Directory.Exists(Input)) throw new DirectoryNotFoundException($"There is no folder {Input}.");
        if (Directory.Exists(_staging))
        {
            DemandOwn();
            return;
        }

        Directory.CreateDirectory(_staging);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_staging, File.GetUnixFileMode(Input));
        DurableFiles.SyncFolder(Input);
    }

    // Whoever may write into the input must not make the node write, or take notes for its own, where that one may not.
    private void DemandOwn()
    {
        if (new DirectoryInfo(_staging).LinkTarget is not null) throw new IOException($"{_staging} leads elsewhere: it must be a folder, no link.");
    }

    private void Clear(Guid name)
    {
        var staged = Staged(name);
        File.Delete(staged + PairName.EnvSuffix);
        foreach (var folder in (string[])[staged, staged + OldSuffix])
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    private void Durably(string path, byte[] octets)
    {
        using var file = DurableFiles.CreateAnew(path);
        file.Write(octets);
        file.Flush();
        ShareLikeInput(file.SafeFileHandle);
        DurableFiles.Sync(file.SafeFileHandle);
    }

    // The installation runs as somebody else: who may work in the input, its administrator has said by the input's mode.
    private void ShareLikeInput(SafeFileHandle file)
    {
        const UnixFileMode files = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, (File.GetUnixFileMode(Input) & files) | UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private string Staged(Guid name) => Path.Combine(_staging, NameOf(name));

    private static OfferNote? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<OfferNote>(File.ReadAllBytes(file), Json) is { Deliveries.Count: > 0 } note && !note.Deliveries.Contains(null!) ? note : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
