using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Node.Api.Uploads;

namespace Sed.Exchange.Node.Hosting;

/// <summary>What runs behind the listeners, opened and owned by the process: stores, links, the gateway. Disposed in the reverse order.</summary>
internal sealed class NodePlant : IAsyncDisposable
{
    /// <summary>The journal.</summary>
    public required IJournal Journal { get; init; }

    /// <summary>The blob store.</summary>
    public required IBlobStore Blobs { get; init; }

    /// <summary>The gateway.</summary>
    public required Gateway Gateway { get; init; }

    /// <summary>Where uploads under way lie.</summary>
    public required UploadFolder Uploads { get; init; }

    /// <summary>Everything to dispose, in the order opened.</summary>
    public required IReadOnlyList<object> Owned { get; init; }

    public async ValueTask DisposeAsync() => await DisposeAsync(Owned);

    /// <summary>Disposes in the reverse order.</summary>
    public static async ValueTask DisposeAsync(IReadOnlyList<object> owned)
    {
        foreach (var part in owned.Reverse())
        {
            if (part is IAsyncDisposable later) await later.DisposeAsync();
            else (part as IDisposable)?.Dispose();
        }
    }
}
