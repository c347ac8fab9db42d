namespace Sed.Exchange.Node.Exchange;

/// <summary>Marks endpoints that only nodes of the directory may call.</summary>
internal sealed class PeerRequired
{
    private PeerRequired()
    {
    }

    public static PeerRequired Mark { get; } = new();
}
