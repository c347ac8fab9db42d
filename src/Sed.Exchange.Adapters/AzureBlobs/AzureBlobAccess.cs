using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.Storage.Blobs;

namespace Sed.Exchange.Adapters.AzureBlobs;

/// <summary>How a node is let into its storage account: by a connection string, or by the identity that Azure gave to its machine.</summary>
public sealed class AzureBlobAccess
{
    private readonly Func<BlobClientOptions, BlobServiceClient> _connect;

    private AzureBlobAccess(string remedy, Func<BlobClientOptions, BlobServiceClient> connect)
    {
        Remedy = remedy;
        _connect = connect;
    }

    /// <summary>What an administrator does when the account does not let the node in.</summary>
    internal string Remedy { get; }

    /// <summary>A connection string: account key, or shared access signature with the rights to read, add, create, write, delete and list blobs.</summary>
    /// <exception cref="FormatException">Not a connection string of an account with blobs; the message does not repeat it.</exception>
    public static AzureBlobAccess ConnectionString(string text)
    {
        try
        {
            _ = new BlobServiceClient(text);
        }
        catch (Exception malformed) when (malformed is FormatException or ArgumentException or InvalidOperationException or UriFormatException)
        {
            // Without the cause: its message may repeat a piece of the secret.
            throw new FormatException("Not a connection string of a storage account with blobs (AccountName=…;AccountKey=…, or BlobEndpoint=…;SharedAccessSignature=…).");
        }

        return new AzureBlobAccess(
            "The key was rotated or the signature ended: write the new connection string into its file and restart the node.",
            options => new BlobServiceClient(text, options));
    }

    /// <summary>The managed identity of the machine, container app or pod that the node runs on.</summary>
    /// <param name="account">The account's address, <c>https://ACCOUNT.blob.core.windows.net</c>; never plain HTTP, which would show the token.</param>
    /// <param name="clientId">Client id of a user-assigned identity; null: the system-assigned one.</param>
    public static AzureBlobAccess ManagedIdentity(Uri account, string? clientId)
    {
        if (account.Scheme != Uri.UriSchemeHttps) throw new ArgumentException("Tokens go over HTTPS only.", nameof(account));
        var id = clientId is null ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(clientId);

        // The endpoint that gives the tokens is on this machine, or nowhere; its tokens last for hours.
        var asking = new ManagedIdentityCredentialOptions(id) { Retry = { MaxRetries = 2, NetworkTimeout = TimeSpan.FromSeconds(5) } };
        asking.Diagnostics.IsLoggingEnabled = false;
        asking.Diagnostics.IsDistributedTracingEnabled = false;
        asking.Diagnostics.IsTelemetryEnabled = false;
        var identity = new ManagedIdentityCredential(asking);
        return new AzureBlobAccess(
            "Give the node's identity the role Storage Blob Data Contributor on the container.",
            options => new BlobServiceClient(account, identity, options));
    }

    /// <summary>The client of one container; nothing goes over the network yet.</summary>
    internal BlobContainerClient Connect(AzureBlobOptions options, HttpClient wire)
    {
        // This protocol version is the newest that both the service and the emulator of the tests speak.
        var client = new BlobClientOptions(BlobClientOptions.ServiceVersion.V2025_11_05) { Transport = new HttpClientTransport(wire) };
        client.Retry.MaxRetries = options.Retries;
        client.Retry.Delay = options.RetryPause;
        client.Retry.NetworkTimeout = options.Request;

        // The client library can log headers and addresses, and a shared access signature is part of the address.
        client.Diagnostics.IsLoggingEnabled = false;
        client.Diagnostics.IsDistributedTracingEnabled = false;
        client.Diagnostics.IsTelemetryEnabled = false;
        return _connect(client).GetBlobContainerClient(options.Container);
    }
}
