namespace Sed.Exchange.Node.Configuration;

/// <summary>Limits of the listeners; the attack each stops is named in <see cref="ConfigurationKeys"/>.</summary>
public sealed record ListeningLimits
{
    /// <summary>Open connections of all listeners together.</summary>
    public int Connections { get; init; } = 1000;

    /// <summary>Packages and containers being received at once.</summary>
    public int Uploads { get; init; } = 64;

    /// <summary>Slowest request body.</summary>
    public int BodyBytesPerSecond { get; init; } = 240;
}
