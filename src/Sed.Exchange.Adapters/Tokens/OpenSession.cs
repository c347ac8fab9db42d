using Net.Pkcs11Interop.HighLevelAPI;

namespace Sed.Exchange.Adapters.Tokens;

/// <summary>A session with a token, used by one caller at a time.</summary>
/// <param name="slot">Where the token is.</param>
/// <param name="session">The session.</param>
/// <param name="generation">Sessions opened before the last loss are of an older one.</param>
internal sealed class OpenSession(ISlot slot, ISession session, int generation)
{
    /// <summary>Where the token is.</summary>
    public ISlot Slot => slot;

    /// <summary>The session.</summary>
    public ISession Session => session;

    /// <summary>Of which generation it is.</summary>
    public int Generation => generation;

    /// <summary>Private keys found in it, by the name they were asked for.</summary>
    public Dictionary<string, IObjectHandle> Keys { get; } = new(StringComparer.Ordinal);
}
