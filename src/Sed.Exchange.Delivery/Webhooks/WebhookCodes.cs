namespace Sed.Exchange.Delivery.Webhooks;

/// <summary>Why a receiver did not confirm an event. It is called again; nobody's mail waits for it.</summary>
public static class WebhookCodes
{
    /// <summary>No connection, or it was cut.</summary>
    public const string Unreachable = "hook-unreachable";

    /// <summary>No answer in time.</summary>
    public const string Timeout = "hook-timeout";

    /// <summary>Another status than 200 to 299.</summary>
    public const string Status = "hook-status";

    /// <summary>It sends elsewhere; only the administrator says where a feed goes.</summary>
    public const string Redirect = "hook-redirect";

    /// <summary>Its address belongs to this machine or to a private network, which was not allowed.</summary>
    public const string Address = "hook-address";
}
