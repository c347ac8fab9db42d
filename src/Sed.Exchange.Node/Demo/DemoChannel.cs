namespace Sed.Exchange.Node.Demo;

/// <summary>How the installations of the demo speak with their nodes.</summary>
internal enum DemoChannel
{
    /// <summary>The HTTP API, with the client library.</summary>
    Api,

    /// <summary>Folders alone.</summary>
    Folders,
}
