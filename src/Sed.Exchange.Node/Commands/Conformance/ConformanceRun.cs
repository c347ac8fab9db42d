using Sed.Exchange.Containers.Policies;

namespace Sed.Exchange.Node.Commands.Conformance;

/// <summary>Plays every row of every <c>verdicts.csv</c> in a folder and the folders in it.</summary>
internal static class ConformanceRun
{
    private const int Deepest = 8;

    /// <summary>The results, folder by folder, in the order of the rows. What goes wrong with one row is that row's answer; the others are played.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="policy">What is good enough in signatures.</param>
    /// <param name="now">The time for rows that name none.</param>
    /// <param name="cancel">Stops between rows.</param>
    /// <exception cref="CommandException">There is nothing to play, or a list of rows cannot be read.</exception>
    public static IReadOnlyList<RowResult> Play(string directory, VerificationPolicy policy, DateTimeOffset now, CancellationToken cancel)
    {
        var results = new List<RowResult>();
        foreach (var folder in Find(directory, policy))
        {
            foreach (var row in Read(folder))
            {
                cancel.ThrowIfCancellationRequested();
                var answer = VectorOperations.Answer(folder, row, now);
                results.Add(new RowResult(folder, row, answer, ExpectedVerdict.Compare(row.Expected, answer)));
            }
        }

        return results;
    }

    private static IReadOnlyList<VectorRow> Read(VectorFolder folder)
    {
        try
        {
            return VerdictsFile.Read(File.ReadAllText(Path.Combine(folder.Path, VerdictsFile.Name)));
        }
        catch (Exception wrong) when (wrong is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{folder.Name}/{VerdictsFile.Name}: {wrong.Message}", wrong);
        }
    }

    private static IEnumerable<VectorFolder> Find(string directory, VerificationPolicy policy)
    {
        if (!Directory.Exists(directory)) throw new CommandException($"{directory}: no such folder");
        var full = Path.GetFullPath(directory).TrimEnd(Path.DirectorySeparatorChar);
        // Links are not followed: they may lead round in circles, and out of the folder.
        var below = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = Deepest, AttributesToSkip = FileAttributes.ReparsePoint };
        return Directory.GetDirectories(full, "*", below).Order(StringComparer.Ordinal).Prepend(full)
            .Where(folder => File.Exists(Path.Combine(folder, VerdictsFile.Name)))
            .Select(folder => new VectorFolder(folder, folder == full ? Path.GetFileName(full) : Path.GetRelativePath(full, folder)) { Policy = policy });
    }
}
