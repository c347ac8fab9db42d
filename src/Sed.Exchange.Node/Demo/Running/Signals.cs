using System.Runtime.InteropServices;

namespace Sed.Exchange.Node.Demo.Running;

/// <summary>Sends a signal to one process by its id; .NET itself only knows SIGKILL.</summary>
internal static class Signals
{
    private const int Terminate = 15;

    /// <summary>Asks a process to end (SIGTERM). False: it cannot be asked, on this system or any more.</summary>
    public static bool TryTerminate(int processId) => !OperatingSystem.IsWindows() && Kill(processId, Terminate) == 0;

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
