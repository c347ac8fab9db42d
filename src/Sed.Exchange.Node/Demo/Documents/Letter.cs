using Sed.Exchange.Client;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Node.Demo.Documents;

/// <summary>A message of СЭВ as an installation hands it in.</summary>
/// <param name="Files">The passport first, then what it lists.</param>
/// <param name="Passport">The passport.</param>
internal sealed record Letter(IReadOnlyList<OutboundFile> Files, SevPassport Passport)
{
    /// <summary>Number and date of the document, as people name it.</summary>
    public string Title => Passport is SevDocInfo document
        ? $"№ {document.FindMainDocument().Registration.Number}"
        : $"{SevReport.FileName} о № {((SevReport)Passport).Notification.InitialDocument.Number}";
}
