namespace Sed.Exchange.Adapters.Folders;

/// <summary>
/// What one look sees of an input. That something is gone is said only of an input that could be listed: of a share that is away for a moment, every question
/// whether a file is there is answered by no. The names are listed when something is missed first, and once.
/// </summary>
internal sealed class ShelfSight(OfferShelf shelf)
{
    private (HashSet<string> Shown, HashSet<string> Own)? _names;

    /// <summary>What lies there of a message: its <c>.env</c> and its folder in the input, its note, an <c>.env</c> that was not shown yet.</summary>
    /// <exception cref="IOException">The input cannot be seen now.</exception>
    public (bool Env, bool Folder, bool Note, bool StagedEnv) Of(Guid name)
    {
        if (shelf.ShowsEnv(name)) return (Env: true, Folder: true, Note: true, StagedEnv: false);
        var (shown, own) = _names ??= shelf.List();
        var (folder, env) = (OfferShelf.NameOf(name), OfferShelf.NameOf(name) + PairName.EnvSuffix);
        return (shown.Contains(env), shown.Contains(folder), own.Contains(OfferShelf.NoteOf(name)), own.Contains(env));
    }
}
