namespace Sed.Exchange.Node.Api.Access;

/// <summary>
/// Ends what a revoked client has under way: a poll that waits, an upload that still comes, a download that still goes. The next request
/// would be refused anyway; these must not outlive the revocation because they began before it.
/// </summary>
/// <param name="client">Whose request it is.</param>
/// <param name="connection">Ends with the caller's connection.</param>
internal sealed class RevocationWatch(ApiClient client, CancellationToken connection) : IDisposable
{
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(connection);
    private volatile bool _isRevoked;

    /// <summary>Whose request it is.</summary>
    public ApiClient Client => client;

    /// <summary>True: the client was revoked while the request was handled.</summary>
    public bool IsRevoked => _isRevoked;

    /// <summary>Ends with the connection or with the client's right to it.</summary>
    public CancellationToken Token => _end.Token;

    /// <summary>Ends the request.</summary>
    public void Revoke()
    {
        _isRevoked = true;
        try
        {
            _end.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The request ended meanwhile.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _end.Dispose();
}
