namespace Sed.Exchange.Node.Callers;

/// <summary>Whose limits a request counts against. Proven by key, certificate or connection, never by a header.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Id of the client or node, or the address.</param>
internal readonly record struct Caller(CallerKind Kind, string Id)
{
    /// <summary>For the log.</summary>
    public override string ToString() => $"{Kind.ToString().ToLowerInvariant()} {Id}";
}
