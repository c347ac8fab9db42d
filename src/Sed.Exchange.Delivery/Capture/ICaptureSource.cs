namespace Sed.Exchange.Delivery.Capture;

/// <summary>
/// Gathers one kind of evidence about a container while it can be had: revocation lists are replaced, responders close, certificates end. It is asked beside
/// everything else; mail never waits for it.
/// <para>MUST: keep what it is given back of earlier attempts, unless it has better; name everything that is missing as a gap.</para>
/// <para>MUST NOT: throw for what others do (an outage, rubbish, a refusal are gaps); go on after it was cancelled.</para>
/// </summary>
public interface ICaptureSource
{
    /// <summary>Its name in the journal; never changes, since by it its parts are known again.</summary>
    string Name { get; }

    /// <summary>Gathers what can be had now.</summary>
    Task<CaptureHarvest> GatherAsync(CaptureSubject subject, CancellationToken cancel);
}
