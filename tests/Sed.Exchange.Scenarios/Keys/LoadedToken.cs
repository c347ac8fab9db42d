using System.Runtime.InteropServices;
using Sed.Exchange.Scenarios.Support;

namespace Sed.Exchange.Scenarios.Keys;

/// <summary>A token that this very process has loaded: one for all tests, as the library reads its settings once.</summary>
public sealed class LoadedToken : IAsyncLifetime
{
    internal TempFolder Folder { get; } = new();

    internal SoftToken Token { get; private set; } = null!;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        Token = await SoftToken.MakeAsync(Folder.Of("hsm"));

        // The library asks the C runtime, which the platform's own variables do not reach.
        Assert.Equal(0, SetVariable("SOFTHSM2_CONF", Token.Environment["SOFTHSM2_CONF"]!, 1));
    }

    /// <inheritdoc/>
    public Task DisposeAsync()
    {
        Folder.Dispose();
        return Task.CompletedTask;
    }

    [DllImport("libc", EntryPoint = "setenv", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetVariable(string name, string value, int overwrite);
}
