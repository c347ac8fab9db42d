namespace Sed.Exchange.Node.Callers;

/// <summary>
/// What a request is, for its caller's limits. Lanes do not take each other's places: a caller that asks too much can still settle what it
/// holds, and its waiting polls leave room for its work.
/// </summary>
internal enum CallLane
{
    /// <summary>Anything that is none of the others.</summary>
    Requests,

    /// <summary>Waits for mail, up to a minute: <c>GET /inbox?wait=</c>.</summary>
    Polls,

    /// <summary>Ends something both sides carry: collect, decline, a peer's receipt. Held back, it would become work twice.</summary>
    Settling,
}
