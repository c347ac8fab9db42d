using Sed.Exchange.Containers.Directories;

namespace Sed.Exchange.Delivery;

/// <summary>Holds the directory in force and lets only its rightful successor replace it.</summary>
public sealed class DirectoryKeeper
{
    /// <summary>The directory in force.</summary>
    public ExchangeDirectory Current => throw new NotImplementedException();

    /// <summary>The file of the directory in force, for peers.</summary>
    public byte[] CurrentFile => throw new NotImplementedException();

    /// <summary>
    /// Offers a directory file; it is taken when signed by a key listed in the one in force and its serial is higher, and is then durable.
    /// </summary>
    /// <returns>Null: taken, or it is the one in force. Otherwise the problem.</returns>
    public Task<Problem?> OfferAsync(byte[] file, CancellationToken cancel) => throw new NotImplementedException();
}
