namespace Sed.Exchange.Node.Callers;

/// <summary>Kinds of callers.</summary>
internal enum CallerKind
{
    /// <summary>A client of the API, authenticated.</summary>
    Client,

    /// <summary>A node of the directory, by its pin.</summary>
    Peer,

    /// <summary>Nobody known, at an address.</summary>
    Address,
}
