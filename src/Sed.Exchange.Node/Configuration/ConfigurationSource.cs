namespace Sed.Exchange.Node.Configuration;

/// <summary>Where a running node's configuration came from.</summary>
/// <param name="File"><c>node.json</c>.</param>
/// <param name="Dev">True: started with <c>--dev</c>.</param>
public sealed record ConfigurationSource(string File, bool Dev);
