using Sed.Exchange.Client;

namespace Sed.Exchange.Node.Demo.Observing;

/// <summary>
/// What the installations of the demo were told and given, written down as it happened: the outside view with which the audit compares
/// what the nodes hold. Safe for several threads.
/// </summary>
internal sealed class Observations
{
    private readonly Lock _gate = new();
    private readonly List<Acknowledged> _acknowledged = [];
    private readonly List<HandedOver> _handedOver = [];
    private readonly List<Settled> _settled = [];
    private readonly List<PeerTold> _peerTold = [];
    private readonly List<Outage> _outages = [];

    /// <summary>A node said 201: the message is its business now.</summary>
    public void Add(string node, Submitted submitted) => Add(_acknowledged, new Acknowledged(
        node, submitted.MessageId, submitted.ContainerDigest, [.. submitted.Deliveries.Select(delivery => (delivery.Recipient.Id, delivery.ReceiptId))]));

    /// <summary>A node handed a message over.</summary>
    public void Add(HandedOver handedOver) => Add(_handedOver, handedOver);

    /// <summary>A node confirmed a collect.</summary>
    public void Add(Settled settled) => Add(_settled, settled);

    /// <summary>A node answered a peer with a receipt.</summary>
    public void Add(PeerTold told) => Add(_peerTold, told);

    /// <summary>A node was away.</summary>
    public void Add(Outage outage) => Add(_outages, outage);

    /// <summary>Every 201.</summary>
    public IReadOnlyList<Acknowledged> Acknowledged => Copy(_acknowledged);

    /// <summary>Every message handed over, redeliveries too.</summary>
    public IReadOnlyList<HandedOver> HandedOver => Copy(_handedOver);

    /// <summary>Every collect confirmed.</summary>
    public IReadOnlyList<Settled> Settled => Copy(_settled);

    /// <summary>Every receipt that a node answered to the proving stand.</summary>
    public IReadOnlyList<PeerTold> PeerTold => Copy(_peerTold);

    /// <summary>Every time a node was away.</summary>
    public IReadOnlyList<Outage> Outages => Copy(_outages);

    private void Add<T>(List<T> list, T item)
    {
        lock (_gate) list.Add(item);
    }

    private List<T> Copy<T>(List<T> list)
    {
        lock (_gate) return [.. list];
    }
}
