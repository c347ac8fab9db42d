using System.Security.Authentication;

namespace Sed.Exchange.Client.Wire;

/// <summary>The server's certificate is not trusted; thrown inside the handshake, so that it can be told from every other end of one.</summary>
internal sealed class ServerNotTrustedException(string message) : AuthenticationException(message);
