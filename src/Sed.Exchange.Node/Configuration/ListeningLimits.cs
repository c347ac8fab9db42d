namespace Sed.Exchange.Node.Configuration;

/// <summary>Limits of the listeners; the attack each stops is named in <see cref="ConfigurationKeys"/>.</summary>
public sealed record ListeningLimits
{
    /// <summary>Open connections of each listener.</summary>
    public int Connections { get; init; } = 1000;

    /// <summary>Packages and containers being received at once.</summary>
    public int Uploads { get; init; } = 64;

    /// <summary>Slowest request body and slowest reader of an answer.</summary>
    public int BodyBytesPerSecond { get; init; } = 240;

    /// <summary>How long a body or an answer may stand still before its rate counts.</summary>
    public TimeSpan BodyGrace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Body of a request that carries no file.</summary>
    public int RequestBytes { get; init; } = 64 * 1024;

    /// <summary>Headers of one request, in octets.</summary>
    public int HeaderBytes { get; init; } = 128 * 1024;

    /// <summary>Headers of one request, in number.</summary>
    public int Headers { get; init; } = 100;

    /// <summary>Time for the headers of one request.</summary>
    public TimeSpan HeaderTime { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a connection without request is kept.</summary>
    public TimeSpan IdleTime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Headers of one part of a multipart body, in octets.</summary>
    public int PartHeaderBytes { get; init; } = 8 * 1024;

    /// <summary>Names under which exchange and API are reached; empty: any.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Requests of one client in a second; twice as many after a rest.</summary>
    public int RequestsPerSecond { get; init; } = 200;

    /// <summary>Requests of one caller under way.</summary>
    public int RequestsAtOnce { get; init; } = 32;

    /// <summary>Polls of one client that wait for mail.</summary>
    public int PollsAtOnce { get; init; } = 16;

    /// <summary>Requests of one peer in a second; twice as many after a rest.</summary>
    public int PeerRequestsPerSecond { get; init; } = 1000;

    /// <summary>Requests of one address in a minute that prove nobody.</summary>
    public int StrangersPerMinute { get; init; } = 60;
}
