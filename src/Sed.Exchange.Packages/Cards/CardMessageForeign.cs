using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Packages.Cards;

/// <summary>Content of unknown namespaces in the header's parts; each null: none.</summary>
/// <param name="Header">In the header itself.</param>
/// <param name="Sender">In the sender.</param>
/// <param name="Recipient">In the recipient.</param>
public sealed record CardMessageForeign(SevForeign? Header, SevForeign? Sender, SevForeign? Recipient);
