using Sed.Exchange.Adapters.Files;
using Sed.Exchange.Adapters.Sqlite;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Hosting;

namespace Sed.Exchange.Node.Commands;

/// <summary>Opens a node's journal to look at it, beside the running node.</summary>
internal static class JournalLook
{
    /// <summary>Opens the journal of the node configured in <paramref name="configFile"/>.</summary>
    /// <exception cref="CommandException">The node has never run.</exception>
    public static ReadOnlySqliteJournal Open(string configFile, CommandSurroundings around) => Open(ConfigurationFile.Read(configFile), around);

    /// <summary>Opens the journal of a node.</summary>
    /// <exception cref="CommandException">The node has never run.</exception>
    /// <exception cref="NodeFolderException">Its journal is lost.</exception>
    public static ReadOnlySqliteJournal Open(NodeConfiguration configuration, CommandSurroundings around) => SqliteJournal.OpenReadOnly(FileOf(configuration, around));

    /// <summary>The file of a journal that may be looked at.</summary>
    /// <exception cref="CommandException">The node has never run.</exception>
    /// <exception cref="NodeFolderException">Its journal is lost.</exception>
    public static string FileOf(NodeConfiguration configuration, CommandSurroundings around)
    {
        // Whoever reads an emptied journal has SQLite delete the log beside it as well.
        NodeStore.RefuseLostJournal(configuration);
        var file = NodeStore.JournalFile(configuration);
        return File.Exists(file) ? file : throw new CommandException(around.Words.With("error.neverRan", file));
    }
}
