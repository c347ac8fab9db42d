using System.Net.Sockets;
using System.Security.Authentication;
using Sed.Exchange.Delivery.Peers;

namespace Sed.Exchange.Adapters.Peers;

/// <summary>What a broken exchange means: the one place where exceptions of the network become answers.</summary>
internal static class PeerFailures
{
    /// <summary>The answer, or null when the exception is no failure of the peer or the wire.</summary>
    /// <param name="exception">What the exchange ended with.</param>
    /// <param name="refusal">Why this node refused the peer's certificate, if it did.</param>
    public static PeerAnswer? Answer(Exception exception, string? refusal)
    {
        var chain = Chain(exception).ToList();
        if (chain.OfType<AuthenticationException>().FirstOrDefault() is { } tls) return Temporary(PeerCodes.Tls, refusal ?? tls.Message);
        if (chain.OfType<HttpRequestException>().FirstOrDefault() is { HttpRequestError: var error and not HttpRequestError.Unknown } request)
        {
            return error switch
            {
                HttpRequestError.SecureConnectionError => Temporary(PeerCodes.Tls, refusal ?? request.Message),
                HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded => Temporary(PeerCodes.Garbage, request.Message),
                HttpRequestError.ResponseEnded => Cut(),
                _ => Temporary(PeerCodes.Unreachable, request.Message),
            };
        }

        return exception switch
        {
            OperationCanceledException => Temporary(PeerCodes.Timeout, "no answer in time"),
            HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } => Cut(),
            HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded } =>
                Temporary(PeerCodes.Garbage, exception.Message),
            HttpRequestException or IOException or SocketException => Temporary(PeerCodes.Unreachable, exception.Message),
            _ => null,
        };
    }

    // Under TLS 1.3 a server that refuses our certificate looks to us like one that hangs up.
    private static PeerAnswer.Temporary Cut() => Temporary(
        PeerCodes.Unreachable, "the connection ended before the answer; if it always does, the peer refuses our certificate: its log says why");

    private static PeerAnswer.Temporary Temporary(string code, string detail) => new(code, detail, null);

    private static IEnumerable<Exception> Chain(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException) yield return exception;
    }
}
