using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Sed.Exchange.Adapters.Revocation;

/// <summary>
/// Lists and answers that came, kept in a folder over restarts and outages: a file by the SHA-256 of its address, one line about it and the octets. Nothing in it is
/// believed: what is damaged is as good as absent, and what is not is judged by its signature like anything that comes from outside. A folder that cannot be used
/// costs questions, nothing else.
/// </summary>
public sealed class RevocationCache
{
    private const string Magic = "sedx-revocation/1";
    private const string Ending = ".kept";
    private const int LongestLine = 128;

    private readonly string _folder;
    private readonly long _limit;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (long Length, DateTimeOffset At)> _files = new(StringComparer.Ordinal);

    /// <summary>Opens the folder, and makes it when it is not there.</summary>
    /// <param name="folder">The folder; one process at a time.</param>
    /// <param name="limit">Octets of all files together; the oldest go.</param>
    /// <param name="logger">Where damaged files are told.</param>
    public RevocationCache(string folder, long limit, ILogger<RevocationCache> logger)
    {
        (_folder, _limit, _logger) = (folder, limit, logger);
        Try(() =>
        {
            Directory.CreateDirectory(folder);
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles())
            {
                // Halves of a process that died.
                if (file.Extension != Ending) file.Delete();
                else _files[file.Name] = (file.Length, file.LastWriteTimeUtc);
            }
        });
    }

    /// <summary>The copy of what an address gave, or null.</summary>
    internal KeptCopy? Find(string key)
    {
        var name = NameOf(key);
        lock (_lock)
        {
            if (!_files.ContainsKey(name)) return null;
        }

        KeptCopy? found = null;
        Try(() => found = Read(File.ReadAllBytes(Path.Combine(_folder, name))));
        if (found is not null) return found;
        Log.RevocationCopyDamaged(_logger, name);
        Forget(name);
        return null;
    }

    /// <summary>Keeps a copy in place of the one before.</summary>
    internal void Keep(string key, KeptCopy copy)
    {
        var name = NameOf(key);
        var line = Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"{Magic} {copy.At.ToUnixTimeMilliseconds()} {Convert.ToHexStringLower(SHA256.HashData(copy.Octets))}\n"));
        if (line.Length + copy.Octets.Length > _limit) return;
        Try(() =>
        {
            var path = Path.Combine(_folder, name);
            var half = $"{path}.{Guid.CreateVersion7():N}";
            try
            {
                File.WriteAllBytes(half, [.. line, .. copy.Octets]);
                File.Move(half, path, overwrite: true);
            }
            catch
            {
                // On a full disk each half would take the octets that receipts need.
                File.Delete(half);
                throw;
            }

            List<string> tooMuch;
            lock (_lock)
            {
                _files[name] = (line.Length + copy.Octets.Length, copy.At);
                var total = _files.Values.Sum(file => file.Length);
                tooMuch = [.. _files.Where(file => file.Key != name).OrderBy(file => file.Value.At).TakeWhile(file =>
                {
                    if (total <= _limit) return false;
                    total -= file.Value.Length;
                    return true;
                }).Select(file => file.Key)];
            }

            tooMuch.ForEach(Forget);
        });
    }

    private static string NameOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))) + Ending;

    private static KeptCopy? Read(byte[] file)
    {
        var end = Array.IndexOf(file, (byte)'\n', 0, Math.Min(file.Length, LongestLine));
        if (end < 0) return null;
        var words = Encoding.ASCII.GetString(file, 0, end).Split(' ');
        if (words is not [Magic, var at, var sha256] || !long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var time) || time > 253402300799999) return null;
        var octets = file[(end + 1)..];
        return Convert.ToHexStringLower(SHA256.HashData(octets)) == sha256 ? new KeptCopy(octets, DateTimeOffset.FromUnixTimeMilliseconds(time)) : null;
    }

    private void Forget(string name)
    {
        lock (_lock) _files.Remove(name);
        Try(() => File.Delete(Path.Combine(_folder, name)));
    }

    private void Try(Action work)
    {
        try
        {
            work();
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            Log.RevocationFolderUnusable(_logger, _folder, unusable.Message);
        }
    }
}
