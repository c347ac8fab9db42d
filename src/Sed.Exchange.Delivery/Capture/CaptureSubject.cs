using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Delivery.Capture;

/// <summary>What evidence is gathered about.</summary>
/// <param name="Container">The container.</param>
/// <param name="Since">When it was accepted or delivered here.</param>
/// <param name="Directory">The directory in force.</param>
/// <param name="Gathered">What this source gathered in earlier attempts, by name.</param>
public sealed record CaptureSubject(ContainerRow Container, DateTimeOffset Since, ExchangeDirectory Directory, IReadOnlyDictionary<string, byte[]> Gathered)
{
    /// <summary>True: what no service gives now is not looked for again, so that what can be concluded is concluded without it.</summary>
    public bool IsLast { get; init; }
}
