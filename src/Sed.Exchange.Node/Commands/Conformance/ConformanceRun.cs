namespace Sed.Exchange.Node.Commands.Conformance;

/// <summary>Plays every row of every <c>verdicts.csv</c> in a folder and its direct subfolders.</summary>
internal static class ConformanceRun
{
    /// <summary>The results, folder by folder, in the order of the rows.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="now">The time for rows that name none.</param>
    /// <param name="cancel">Stops between rows.</param>
    /// <exception cref="CommandException">There is nothing to play, or a row cannot be understood.</exception>
    public static IReadOnlyList<RowResult> Play(string directory, DateTimeOffset now, CancellationToken cancel)
    {
        var results = new List<RowResult>();
        foreach (var folder in Find(directory))
        {
            try
            {
                foreach (var row in VerdictsFile.Read(File.ReadAllText(Path.Combine(folder.Path, VerdictsFile.Name))))
                {
                    cancel.ThrowIfCancellationRequested();
                    var answer = VectorOperations.Answer(folder, row, now);
                    results.Add(new RowResult(folder, row, answer, ExpectedVerdict.Compare(row.Expected, answer)));
                }
            }
            catch (Exception wrong) when (wrong is FormatException or IOException or UnauthorizedAccessException)
            {
                throw new CommandException($"{folder.Name}/{VerdictsFile.Name}: {wrong.Message}", wrong);
            }
        }

        return results;
    }

    private static IEnumerable<VectorFolder> Find(string directory)
    {
        if (!Directory.Exists(directory)) throw new CommandException($"{directory}: no such folder");
        var full = Path.GetFullPath(directory).TrimEnd(Path.DirectorySeparatorChar);
        return Directory.GetDirectories(full).Order(StringComparer.Ordinal).Prepend(full)
            .Where(folder => File.Exists(Path.Combine(folder, VerdictsFile.Name)))
            .Select(folder => new VectorFolder(folder, Path.GetFileName(folder)));
    }
}
