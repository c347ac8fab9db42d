using Sed.Exchange.Delivery.Capture;

namespace Sed.Exchange.Tests.Doubles;

/// <summary>A source of evidence that does what the test says, and counts how often it was asked.</summary>
internal sealed class ScriptedCapture(string name, Func<CaptureSubject, CancellationToken, Task<CaptureHarvest>> gather) : ICaptureSource
{
    public string Name => name;

    public int Asked { get; private set; }

    public Task<CaptureHarvest> GatherAsync(CaptureSubject subject, CancellationToken cancel)
    {
        Asked++;
        return gather(subject, cancel);
    }
}
