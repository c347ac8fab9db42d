using System.Runtime.InteropServices;

namespace Sed.Exchange.Adapters.Folders;

/// <summary>What a file system said, fit for a log.</summary>
internal static class FolderFaults
{
    private const int LargestErrno = 200;

    /// <summary>The reason without any path: names of documents' files may be names of persons.</summary>
    public static string ReasonOf(Exception exception) => exception switch
    {
        UnauthorizedAccessException => "access denied",
        DirectoryNotFoundException => "the folder is not there",
        FileNotFoundException => "a file is not there",
        IOException { HResult: > 0 and < LargestErrno } io => $"{Marshal.GetPInvokeErrorMessage(io.HResult)} ({io.HResult})",
        _ => $"{exception.GetType().Name} 0x{exception.HResult:x8}",
    };
}
