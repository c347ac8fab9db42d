using System.Net.Sockets;
using Sed.Exchange.Node.Configuration;

namespace Sed.Exchange.Node.Hosting;

/// <summary>A listener cannot be opened: a person must free its port or change the configuration first.</summary>
internal sealed class ListenException(string setting, ListenAddress address, SocketException cause)
    : Exception($"{setting}: {address}: {cause.Message}", cause)
{
    /// <summary>The setting that names the address.</summary>
    public string Setting { get; } = setting;

    /// <summary>The address.</summary>
    public ListenAddress Address { get; } = address;

    /// <summary>True: another program holds it; false: it is not to be had at all.</summary>
    public bool IsTaken { get; } = cause.SocketErrorCode == SocketError.AddressAlreadyInUse;
}
