using System.Text.RegularExpressions;

namespace Sed.Exchange.Scenarios.Durability;

/// <summary>Tells kinds of files by their paths.</summary>
internal static partial class FileKinds
{
    /// <summary>The kind of what lies at this path.</summary>
    public static FileKind Of(string path) =>
        path.EndsWith("/journal.db-wal", StringComparison.Ordinal) ? FileKind.Log
        : path.EndsWith("/journal.db-shm", StringComparison.Ordinal) ? FileKind.LogIndex
        : path.EndsWith("/journal.db", StringComparison.Ordinal) || path.EndsWith("/journal.db-journal", StringComparison.Ordinal) ? FileKind.Journal
        : BlobFolder().IsMatch(path) ? FileKind.BlobFolder
        : path.Contains("/blobs/", StringComparison.Ordinal) ? FileKind.Blob
        : path.Contains("/uploads", StringComparison.Ordinal) ? FileKind.Upload
        : path.EndsWith("/lock", StringComparison.Ordinal) || path.EndsWith("/lock.pid", StringComparison.Ordinal) ? FileKind.Lock
        : path.EndsWith("/data", StringComparison.Ordinal) || !path.Contains("/data/", StringComparison.Ordinal) && path.Length > 0 ? FileKind.DataFolder
        : FileKind.Other;

    [GeneratedRegex("/blobs(/[0-9a-f]{2})?$")]
    private static partial Regex BlobFolder();
}
