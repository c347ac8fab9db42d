namespace Sed.Exchange.Containers.Zip;

/// <summary>The content of an entry is not what its headers declare; found while reading it.</summary>
public sealed class ZipContentException : IOException
{
    /// <summary>Creates the exception.</summary>
    public ZipContentException(ZipFault fault, Exception? inner = null)
        : base($"The entry cannot be read: {fault.Kind}, {fault.Seen}.", inner) => Fault = fault;

    /// <summary>What is wrong.</summary>
    public ZipFault Fault { get; }
}
