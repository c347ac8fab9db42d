namespace Sed.Exchange.Containers.Suites;

/// <summary>Hashes a stream of octets piece by piece. One use: after <see cref="Finish"/> it is spent.</summary>
public abstract class Digester : IDisposable
{
    /// <summary>Adds octets.</summary>
    public abstract void Append(ReadOnlySpan<byte> data);

    /// <summary>The digest of everything appended.</summary>
    public abstract DigestValue Finish();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the implementation holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
