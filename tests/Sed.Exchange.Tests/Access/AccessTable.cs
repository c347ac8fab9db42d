using Sed.Exchange.Node.Hosting;

namespace Sed.Exchange.Tests.Access;

/// <summary>
/// Every route of the node, who may use it, and what it says to him and to a stranger: the only place. A route without a row, and a row without a
/// route, fail a test; docs/access.md shows the same table. Own answers are those to requests without a body: an upload that gets in is told
/// 415, an act without its lease 400.
/// </summary>
internal static class AccessTable
{
    public static IReadOnlyList<AccessRow> Rows { get; } =
    [
        // Health: who watches a node has no key.
        new("GET", "/health/live", Listener.Api | Listener.Console, Door.Open, 200, 200),
        new("GET", "/health/ready", Listener.Api | Listener.Console, Door.Open, 200, 200),

        // Push.
        new("POST", "/api/v1/packages", Listener.Api, Door.Installation, 415, 415),
        new("POST", "/api/v1/packages/check", Listener.Api, Door.Installation, 415, 415),
        new("POST", "/api/v1/containers", Listener.Api, Door.Installation, 415, 415),

        // Push in pieces. Who does not say his version of tus is told 412, whatever is or is not there; whose an upload is, ResumableTests try.
        new("OPTIONS", "/api/v1/uploads", Listener.Api, Door.Installation, 204, 204),
        new("POST", "/api/v1/uploads", Listener.Api, Door.Installation, 412, 412),
        new("HEAD", "/api/v1/uploads/{id}", Listener.Api, Door.Installation, 412, 412),
        new("PATCH", "/api/v1/uploads/{id}", Listener.Api, Door.Installation, 412, 412),
        new("DELETE", "/api/v1/uploads/{id}", Listener.Api, Door.Installation, 412, 412),
        new("POST", "/api/v1/uploads/{id}", Listener.Api, Door.Installation, 412, 412),

        // Pull. Lists hold what is the caller's; a thing of others is not there.
        new("GET", "/api/v1/inbox", Listener.Api, Door.Installation, 200, 200),
        new("POST", "/api/v1/inbox/lease", Listener.Api, Door.Installation, 200, 200),
        new("GET", "/api/v1/inbox/{deliveryId:guid}", Listener.Api, Door.Installation, 200, 404),
        new("GET", "/api/v1/inbox/{deliveryId:guid}/package", Listener.Api, Door.Installation, 200, 404),
        new("GET", "/api/v1/inbox/{deliveryId:guid}/container", Listener.Api, Door.Installation, 200, 404),
        new("GET", "/api/v1/inbox/{deliveryId:guid}/files/{index:int}", Listener.Api, Door.Installation, 200, 404),
        new("GET", "/api/v1/inbox/{deliveryId:guid}/verdict", Listener.Api, Door.Installation, 200, 404),
        new("GET", "/api/v1/inbox/{deliveryId:guid}/card", Listener.Api, Door.Installation, 200, 404),
        new("POST", "/api/v1/inbox/{deliveryId:guid}/renew", Listener.Api, Door.Installation, 409, 404),
        new("POST", "/api/v1/inbox/{deliveryId:guid}/collect", Listener.Api, Door.Installation, 409, 404),
        new("POST", "/api/v1/inbox/{deliveryId:guid}/decline", Listener.Api, Door.Installation, 409, 404),
        new("POST", "/api/v1/inbox/{deliveryId:guid}/reports", Listener.Api, Door.Installation, 201, 404),

        // Ask. An administrator sees every state and receipt; evidence holds the container, and is content.
        new("GET", "/api/v1/messages", Listener.Api, Door.AnyClient, 200, 200),
        new("GET", "/api/v1/messages/{messageId:guid}", Listener.Api, Door.AnyClient, 200, 404),
        new("GET", "/api/v1/messages/{messageId:guid}/receipts/{receiptId:guid}", Listener.Api, Door.AnyClient, 200, 404),
        new("GET", "/api/v1/messages/{messageId:guid}/evidence", Listener.Api, Door.Installation, 200, 404),
        new("GET", "/api/v1/events", Listener.Api, Door.AnyClient, 200, 200),
        new("GET", "/api/v1/control", Listener.Api, Door.AnyClient, 200, 200),
        new("GET", "/api/v1/directory", Listener.Api, Door.AnyClient, 200, 200),
        new("GET", "/openapi/{documentName}.json", Listener.Api, Door.AnyClient, 200, 200),

        // Between nodes. The directory is signed and meant for every node, also for one whose own pin alone went wrong.
        new("GET", "/exchange/v1/directory", Listener.Exchange, Door.Open, 200, 200),
        new("POST", "/exchange/v1/containers", Listener.Exchange, Door.Peer, 415, 403),
        new("OPTIONS", "/exchange/v1/uploads", Listener.Exchange, Door.Peer, 204, 403),
        new("POST", "/exchange/v1/uploads", Listener.Exchange, Door.Peer, 412, 403),
        new("HEAD", "/exchange/v1/uploads/{id}", Listener.Exchange, Door.Peer, 412, 403),
        new("PATCH", "/exchange/v1/uploads/{id}", Listener.Exchange, Door.Peer, 412, 403),
        new("DELETE", "/exchange/v1/uploads/{id}", Listener.Exchange, Door.Peer, 412, 403),
        new("POST", "/exchange/v1/uploads/{id}", Listener.Exchange, Door.Peer, 412, 403),
        new("POST", "/exchange/v1/receipts", Listener.Exchange, Door.Peer, 415, 403),
        new("POST", "/exchange/v1/directory", Listener.Exchange, Door.Peer, 415, 403),
        new("GET", "/exchange/v1/deliveries/{messageId:guid}/{recipient:guid}", Listener.Exchange, Door.Peer, 200, 403),
        new("GET", "/exchange/v1/exchanged", Listener.Exchange, Door.Peer, 200, 403),
        new("GET", "/exchange/v1/containers/{digest}", Listener.Exchange, Door.Peer, 400, 403),
        new("GET", "/exchange/v1/about", Listener.Exchange, Door.Peer, 200, 403),
        new("*", "/exchange/{version}/{**rest}", Listener.Exchange, Door.Open, 426, 426),

        // The administrator's page, loopback only.
        new("GET", "/", Listener.Console, Door.Open, 200, 200),
        new("GET", "/page.css", Listener.Console, Door.Open, 200, 200),
        new("GET", "/receipts/{receiptId:guid}", Listener.Console, Door.Open, 200, 200),
    ];

    /// <summary>Methods that may be met; those a route has no row for are refused.</summary>
    public static IReadOnlyList<string> Methods { get; } = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"];
}
