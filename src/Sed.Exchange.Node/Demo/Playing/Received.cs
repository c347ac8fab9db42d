using System.Text.Json;
using Sed.Exchange.Client;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Node.Demo.Playing;

/// <summary>A message as an installation took it.</summary>
/// <param name="Item">What the node said of it.</param>
/// <param name="Folder">Where its files lie.</param>
/// <param name="Passport">Its passport, read from the file.</param>
/// <param name="Card">Its registration card, for a document.</param>
/// <param name="Verdict">What the node found about seal and signatures.</param>
internal sealed record Received(InboxItem Item, string Folder, SevPassport Passport, JsonElement? Card, JsonElement Verdict);
