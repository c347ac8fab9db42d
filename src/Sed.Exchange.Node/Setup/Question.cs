namespace Sed.Exchange.Node.Setup;

/// <summary>One question of <c>sedx init</c>; its words are <c>init.ask.KEY</c>, and <c>init.hint.KEY</c> says what fits.</summary>
/// <param name="Key">Key of its words.</param>
/// <param name="Option">The option that answers it without a terminal.</param>
/// <param name="Read">The answer as it counts, or null when it does not fit.</param>
/// <param name="Standard">The answer when nothing is given or typed; null: none.</param>
/// <param name="IsRequired">True: without an answer nothing is written.</param>
internal sealed record Question(string Key, string Option, Func<string, string?> Read, string? Standard = null, bool IsRequired = true)
{
    /// <summary>The key of words that say what is wrong with an answer; null: <c>init.hint.KEY</c>.</summary>
    public Func<string, string?> WhatIsWrong { get; init; } = _ => null;

    /// <summary>The key of words that say what fits instead of an answer.</summary>
    public string HintFor(string answer) => WhatIsWrong(answer) ?? $"init.hint.{Key}";
}
