namespace Sed.Exchange.Adapters.Folders;

/// <summary>Why a pair of the outbox was not taken, besides what every door says. Texts are in the text catalogue of Containers.</summary>
public static class FolderCodes
{
    /// <summary>An <c>.env</c> without its folder, for longer than the patience.</summary>
    public const string NoFolder = "SEDX-FOLDER_NO_FOLDER";

    /// <summary>A folder without its <c>.env</c>, for longer than the patience.</summary>
    public const string NoEnv = "SEDX-FOLDER_NO_ENV";

    /// <summary>A link, a device, a pipe or a file with a second name: not followed, not opened.</summary>
    public const string Link = "SEDX-FOLDER_LINK";

    /// <summary>A file of the folder ends as unfinished files do, for longer than the patience.</summary>
    public const string Unfinished = "SEDX-FOLDER_UNFINISHED";

    /// <summary>More files than a package may have.</summary>
    public const string TooManyFiles = "SEDX-FOLDER_TOO_MANY_FILES";

    /// <summary>The <c>.env</c> is larger than any, or is no <c>Envelop</c>.</summary>
    public const string EnvInvalid = "SEDX-FOLDER_ENV_INVALID";

    /// <summary>The <c>.env</c> names another folder than the one beside it.</summary>
    public const string EnvOther = "SEDX-FOLDER_ENV_OTHER";

    /// <summary>A file's name cannot be carried: it is not UTF-8, or has characters that XML does not have.</summary>
    public const string FileName = "SEDX-FOLDER_FILE_NAME";
}
