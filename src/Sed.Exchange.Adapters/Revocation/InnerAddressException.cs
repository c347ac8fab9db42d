namespace Sed.Exchange.Adapters.Revocation;

/// <summary>The address is not one of the public network, and others may not be asked.</summary>
internal sealed class InnerAddressException() : HttpRequestException("The address is not one of the public network, and others may not be asked.");
