using Microsoft.Extensions.Options;
using Sed.Exchange.Adapters.Files;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Node.Hosting;

/// <summary>
/// Stops the process when the store can no longer be believed: no answer, no further promise; the next start reads back what is there.
/// </summary>
public sealed class FailStop(IHostApplicationLifetime lifetime, IOptions<HostOptions> host, ILogger<FailStop> log)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private int _exitCode;

    /// <summary>True once tripped: the process will end with <see cref="ExitCode"/>.</summary>
    public bool HasTripped => ExitCode != 0;

    /// <summary>0: not tripped. 1: a supervisor starts the node again. 2: the journal is damaged, no start mends it, and a person must act.</summary>
    public int ExitCode => Volatile.Read(ref _exitCode);

    /// <summary>True for errors after which the state of the store is unknown. An upload may meet the failing disk before the stores do.</summary>
    public static bool IsFatal(Exception accident) =>
        accident is JournalException { IsTransient: false } or BlobException { IsTransient: false, IsDamage: false } || FileFaults.IsDeviceFault(accident);

    /// <summary>Stops the process.</summary>
    public void Trip(Exception accident)
    {
        if (Interlocked.CompareExchange(ref _exitCode, accident is JournalException { IsDamage: true } ? 2 : 1, 0) != 0) return;
        NodeLog.FailStop(log, accident);

        // Nobody under way gets an answer any more (AccidentGate): there is nothing to drain.
        host.Value.ShutdownTimeout = Grace;
        lifetime.StopApplication();
    }
}
