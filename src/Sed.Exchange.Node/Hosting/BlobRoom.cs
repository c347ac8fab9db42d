using Sed.Exchange.Adapters.AzureBlobs;
using Sed.Exchange.Adapters.Files;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Node.Configuration;

namespace Sed.Exchange.Node.Hosting;

/// <summary>Opens the blobs of a node by its configuration.</summary>
internal static class BlobRoom
{
    /// <summary>
    /// How the account lets the node in; null for files, and null with a fault for a connection string that cannot be used. Nothing goes over the
    /// network.
    /// </summary>
    public static AzureBlobAccess? FindAccess(BlobPlace place, List<ConfigurationFault> faults)
    {
        const string path = "$.blobs.connectionStringFile";
        if (place.Kind != BlobPlace.Azure) return null;
        if (place.Account is { } account) return AzureBlobAccess.ManagedIdentity(account, place.Identity);
        if (NamedFile.ReadSecretLine(path, place.ConnectionStringFile, faults) is not { } text) return null;
        try
        {
            return AzureBlobAccess.ConnectionString(text);
        }
        catch (FormatException malformed)
        {
            faults.Add(new ConfigurationFault(path, ConfigurationFaultKind.KeyUnusable, malformed.Message));
            return null;
        }
    }

    /// <summary>Opens them, beside a running node too.</summary>
    /// <exception cref="ConfigurationException">The connection string cannot be used.</exception>
    public static IBlobStore Open(NodeConfiguration configuration)
    {
        if (configuration.Blobs.Kind == BlobPlace.Files) return FileBlobStore.Open(NodeStore.BlobFolder(configuration));
        var faults = new List<ConfigurationFault>();
        return FindAccess(configuration.Blobs, faults) is { } access ? Open(configuration, access) : throw new ConfigurationException(faults);
    }

    /// <summary>Opens them for the node itself, which holds its data folder: leftovers go, and a container that cannot be used is said now.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="dev">True: a container that is not there is made, when a connection string is given.</param>
    /// <param name="log">For a store that does not answer: the node starts all the same, and its doors answer 503 until it does.</param>
    /// <param name="cancel">Stops opening.</param>
    /// <exception cref="GatewayException">The container is not there, or does not let this node in: a person must act, starting again does not help.</exception>
    public static async Task<IBlobStore> TakeAsync(NodeConfiguration configuration, bool dev, ILogger log, CancellationToken cancel)
    {
        var store = Open(configuration);
        if (store is not AzureBlobStore azure) return store;
        try
        {
            azure.ClearSpool();
            if (await azure.FindObstacleAsync(dev && configuration.Blobs.ConnectionStringFile is not null, cancel) is { } obstacle) throw new GatewayException(obstacle);
            return azure;
        }
        catch (BlobException unreachable) when (unreachable.IsUnreachable)
        {
            NodeLog.StoreUnreachable(log, unreachable.Message);
            return azure;
        }
        catch
        {
            azure.Dispose();
            throw;
        }
    }

    private static AzureBlobStore Open(NodeConfiguration configuration, AzureBlobAccess access) => AzureBlobStore.Open(
        access,
        new AzureBlobOptions { Container = configuration.Blobs.Container!, Prefix = configuration.Blobs.Prefix },
        NodeStore.BlobFolder(configuration));
}
