using System.Runtime.InteropServices;

namespace Sed.Exchange.Adapters.Clock;

/// <summary>What the system says about its own clock.</summary>
public static partial class KernelClock
{
    private const int StatusIndex = 10; // of 32-bit words: after modes, padding and four longs
    private const int Unsynchronised = 0x40; // STA_UNSYNC

    /// <summary>True: something (chrony, ntpd, systemd-timesyncd, a hypervisor's agent) keeps the clock right. Null: it cannot be told.</summary>
    public static bool? IsSynchronised()
    {
        // adjtimex(2) with modes 0 only reads; anybody may.
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess) return null;
        Span<int> answer = stackalloc int[128];
        answer.Clear();
        return Read(ref MemoryMarshal.GetReference(answer)) < 0 ? null : (answer[StatusIndex] & Unsynchronised) == 0;
    }

    [LibraryImport("libc", EntryPoint = "adjtimex", SetLastError = true)]
    private static partial int Read(ref int timex);
}
