namespace Sed.Exchange.Node.Configuration;

/// <summary>Reads the files that a configuration names; what is wrong with one is a fault at the key that names it.</summary>
internal static class NamedFile
{
    /// <summary>The file, or null and a fault; null for a file that the configuration does not name, which is a fault already.</summary>
    public static byte[]? Read(string path, string? file, List<ConfigurationFault> faults)
    {
        if (file is null) return null;
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            faults.Add(new ConfigurationFault(path, ConfigurationFaultKind.FileUnreadable, unreadable.Message));
            return null;
        }
    }

    /// <summary>A file that only its owner may read; one that is open to others is a fault.</summary>
    public static byte[]? ReadSecret(string path, string? file, List<ConfigurationFault> faults)
    {
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        var content = Read(path, file, faults);
        if (content is null || OperatingSystem.IsWindows() || (File.GetUnixFileMode(file!) & others) == 0) return content;
        faults.Add(new ConfigurationFault(path, ConfigurationFaultKind.FileExposed, file));
        return null;
    }

    /// <summary>The first line of a secret file.</summary>
    public static string? ReadSecretLine(string path, string? file, List<ConfigurationFault> faults)
    {
        if (ReadSecret(path, file, faults) is not { } content) return null;
        var text = System.Text.Encoding.UTF8.GetString(content);
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? text : text[..end];
    }
}
