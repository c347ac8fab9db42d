using Azure.Storage.Blobs;
using Sed.Exchange.Scenarios.Support;

namespace Sed.Exchange.Scenarios.AzureBlobs;

/// <summary>One Azurite for the tests of a class; each test has a container of its own.</summary>
public sealed class AzuriteFixture : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private int _containers;

    internal Azurite Azurite { get; private set; } = null!;

    /// <summary>A container's name that no other test has.</summary>
    internal string NextContainer() => $"test-{Interlocked.Increment(ref _containers)}";

    /// <summary>The account as the emulator sees it, past the store under test.</summary>
    internal BlobServiceClient Account() => new(Azurite.ConnectionString, new BlobClientOptions(BlobClientOptions.ServiceVersion.V2025_11_05));

    /// <summary>A container as the emulator sees it, past the store under test.</summary>
    internal BlobContainerClient Container(string name) => Account().GetBlobContainerClient(name);

    public async Task InitializeAsync() => Azurite = await Azurite.StartAsync(_folder.Path);

    public async Task DisposeAsync()
    {
        // Null when it could not be started; every test has said so then.
        if (Azurite is not null) await Azurite.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();
}
