namespace Sed.Exchange.Containers.Foreign;

/// <summary>Where signed objects outside of a document are found. Nothing is ever fetched.</summary>
/// <param name="find">The object that a URI names, or null.</param>
/// <param name="isClosed">True: a container, where a relative reference that finds nothing names an object that was taken away.</param>
internal sealed class OutsideObjects(Func<string, OutsideObject?> find, bool isClosed)
{
    public bool IsClosed => isClosed;

    /// <summary>The object that a URI names, or null.</summary>
    public OutsideObject? Find(string uri) => find(uri);

    /// <summary>Objects given by the URI that names them.</summary>
    public static OutsideObjects Of(IReadOnlyDictionary<string, byte[]> contents) => new(
        uri => contents.TryGetValue(uri, out var octets) ? new OutsideObject(uri, octets.Length, () => new MemoryStream(octets, writable: false)) : null,
        isClosed: false);
}
