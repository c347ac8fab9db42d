namespace Sed.Exchange.Adapters.Peers;

/// <summary>What a node says about itself (<c>GET /exchange/v1/about</c>).</summary>
/// <param name="Node">Its id.</param>
/// <param name="Versions">Versions of the protocol.</param>
/// <param name="Suites">Suites it verifies.</param>
/// <param name="DirectorySerial">Serial of the directory it has in force.</param>
/// <param name="Time">Its clock.</param>
public sealed record PeerAbout(string Node, IReadOnlyList<string> Versions, IReadOnlyList<string> Suites, long DirectorySerial, DateTimeOffset Time);
