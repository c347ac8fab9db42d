namespace Sed.Exchange.Node.Configuration;

/// <summary>A route that the administrator has laid down.</summary>
/// <param name="To">The node to reach.</param>
/// <param name="Via">The neighbour that its mail is handed to.</param>
public sealed record LaidRoute(string To, string Via);
