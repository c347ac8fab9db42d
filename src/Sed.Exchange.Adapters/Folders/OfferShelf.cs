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
    private const string TrialName = "trial.part";
    private const int TrialOctets = 4096;
    private const int NoSpaceLeft = 28; // ENOSPC

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly string _staging;

    public OfferShelf(string input)
    {
        Input = input;
        _staging = FolderPlace.Staging(input);
    }

    /// <summary>The input.</summary>
    public string Input { get; }

    /// <summary>True: its notes are known. False at first, and again after it was away: another folder may have come back. Changed by one look at a time.</summary>
    public bool IsRead { get; set; }

    /// <summary>Until when nothing is laid here, by the monotonic clock. Changed by one look at a time.</summary>
    public long PausedUntil { get; set; }

    /// <summary>A name in the input, as «Дело» spells GUIDs of its transport.</summary>
    public static string NameOf(Guid name) => name.ToString("D");

    /// <summary>Notes of what was laid here before, in this process or one before it.</summary>
    /// <param name="isKnown">Names whose notes need not be read: on a share each costs a way there and back.</param>
    /// <param name="unread">Is told of each note that is there and cannot be read now, and why; null: nobody is.</param>
    /// <exception cref="IOException">The input cannot be read.</exception>
    public IReadOnlyList<OfferNote> Notes(Func<Guid, bool> isKnown, Action<Guid, Exception>? unread = null)
    {
        // Listed, not asked for: of a folder that cannot be seen now, the question whether it is there is answered by no.
        DemandOwn();
        var notes = new List<OfferNote>();
        var isWhole = true;
        foreach (var file in List().Own.Where(file => file.EndsWith(NoteSuffix, StringComparison.Ordinal)))
        {
            if (!Guid.TryParseExact(Path.GetFileNameWithoutExtension(file), "D", out var name) || isKnown(name)) continue;

            try
            {
                // One that says nothing was not written by us: what it would be about waits in the mailbox and is laid here anew.
                if (Read(Path.Combine(_staging, file)) is { } note && note.Name == name) notes.Add(note);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // The trouble of one message, which is not laid while nobody can tell whether it lies here.
                isWhole = false;
                unread?.Invoke(name, fault);
            }
        }

        // Or that of all: an input that went away meanwhile is not listed any more.
        if (!isWhole) _ = List();
        return notes;
    }

    /// <summary>The note that lies under a name, or null: none that this node wrote.</summary>
    /// <exception cref="IOException">It cannot be told now.</exception>
    public OfferNote? Find(Guid name)
    {
        DemandOwn();
        return Read(Staged(name) + NoteSuffix) is { } note && note.Name == name ? note : null;
    }

    /// <summary>Every name in the input, and in the node's own folder in it.</summary>
    /// <exception cref="IOException">They cannot be seen now: whatever is missed may lie there all the same.</exception>
    public (HashSet<string> Shown, HashSet<string> Own) List()
    {
        var shown = NamesIn(Input);
        return (shown, shown.Contains(FolderPlace.StagingName) ? NamesIn(_staging) : []);
    }

    /// <summary>Name of a note in the node's own folder.</summary>
    public static string NoteOf(Guid name) => NameOf(name) + NoteSuffix;

    /// <summary>True while the note is seen where it was put.</summary>
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

    /// <summary>Takes away what is staged, as far as that is possible now. Never once the note says "offered": what is missing then was taken.</summary>
    public void TryClear(Guid name)
    {
        try
        {
            Clear(name);
        }
        catch (Exception left) when (left is IOException or UnauthorizedAccessException)
        {
            // The next attempt begins with it.
        }
    }

    /// <summary>Before files of so many octets in all are written: half a message would fill the disk for nothing.</summary>
    /// <exception cref="IOException">They do not fit.</exception>
    public void DemandRoom(long octets)
    {
        if (FreeOctets() is { } free && free < octets) throw new IOException($"{Input} has {free} octets free, {octets} are needed.", NoSpaceLeft);
    }

    /// <summary>True: something can be written here at all, so that what could not be written is the trouble of one message.</summary>
    public bool IsWritable()
    {
        try
        {
            Prepare();
            var trial = Path.Combine(_staging, TrialName);
            Durably(trial, new byte[TrialOctets]);
            File.Delete(trial);
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }
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

    /// <summary>True: the <c>.env</c> is seen in the input. False says little: see <see cref="List"/>.</summary>
    public bool ShowsEnv(Guid name) => Path.Exists(Path.Combine(Input, NameOf(name) + PairName.EnvSuffix));

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

    private static HashSet<string> NamesIn(string path)
    {
        using var folder = HeldFolder.Open(path);
        return folder.Names().ToHashSet(StringComparer.Ordinal);
    }

    // Windows tells it of the drive, which need not be the volume that is mounted at the folder; some shares say that they have no octets at all.
    private long? FreeOctets()
    {
        if (OperatingSystem.IsWindows()) return null;
        try
        {
            var disk = new DriveInfo(Input);
            return disk.TotalSize > 0 ? disk.AvailableFreeSpace : null;
        }
        catch (Exception untold) when (untold is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static OfferNote? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<OfferNote>(File.ReadAllBytes(file), Json) is { Deliveries.Count: > 0 } note && !note.Deliveries.Contains(null!) ? note : null;
        }
        catch (Exception none) when (none is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
