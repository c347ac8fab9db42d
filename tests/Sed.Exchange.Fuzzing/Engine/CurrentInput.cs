using System.IO.MemoryMappedFiles;

namespace Sed.Exchange.Fuzzing.Engine;

/// <summary>
/// What a worker is reading now, in a file that outlives it: a stack that overflows leaves no exception, and what stands still tells nobody. Written by one process, looked at by the
/// one that waits for it.
/// </summary>
internal sealed class CurrentInput : IDisposable
{
    private const int NumberAt = 0;
    private const int LengthAt = 8;
    private const int OctetsAt = 16;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    /// <summary>Opens the file, or makes it.</summary>
    public CurrentInput(string path, int most)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.OpenOrCreate, null, OctetsAt + most);
        _view = _file.CreateViewAccessor();
    }

    /// <summary>Number of the reading; moves on with each.</summary>
    public long Number => _view.ReadInt64(NumberAt);

    /// <summary>The octets being read, or null when nothing is.</summary>
    public byte[]? Octets
    {
        get
        {
            var length = _view.ReadInt32(LengthAt) - 1;
            if (length < 0) return null;
            var octets = new byte[length];
            _view.ReadArray(OctetsAt, octets, 0, length);
            return octets;
        }
    }

    /// <summary>A reading begins.</summary>
    public void Begin(byte[] octets)
    {
        _view.WriteArray(OctetsAt, octets, 0, octets.Length);
        _view.Write(LengthAt, octets.Length + 1);
        _view.Write(NumberAt, Number + 1);
    }

    /// <summary>Nothing is read for now.</summary>
    public void End() => _view.Write(LengthAt, 0);

    /// <inheritdoc/>
    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
