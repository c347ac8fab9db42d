using System.Text;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Node.Commands;
using Sed.Exchange.Node.Region;
using Sed.Exchange.Node.Texts;

namespace Sed.Exchange.Node.Setup;

/// <summary>An entry for people: what it asks for, and the fingerprints that both sides compare by telephone.</summary>
internal static class EntrySummary
{
    public static string Write(EntryDescription entry, string fingerprint, DateTimeOffset at, Words words)
    {
        var text = new StringBuilder();
        text.AppendLine(words.With("entry.title", entry.Node.Id, StatusText.Time(at)));
        text.AppendLine();
        text.AppendLine(words["entry.compare"]);
        foreach (var line in Fingerprint.Lines(fingerprint)) text.AppendLine($"    {line}");
        text.AppendLine();
        text.AppendLine(words.With("entry.node", entry.Node.Url, entry.Node.Parent ?? "–"));
        if (entry.Node.ThroughParentOnly) text.AppendLine($"  {words["directory.throughParentOnly"]}");
        foreach (var organisation in entry.Organisations)
        {
            text.AppendLine();
            text.AppendLine(organisation.Name);
            text.AppendLine($"  {organisation.Id}");
            text.AppendLine($"  {words.With("entry.numbers", organisation.Inn ?? "–", organisation.Ogrn ?? "–", organisation.Oktmo ?? "–", string.Join(", ", organisation.SevIndexes))}");
        }

        text.AppendLine();
        text.AppendLine(words["entry.certificates"]);
        foreach (var pin in entry.Node.Tls) Add(text, words["entry.tls"], pin.Certificate, words);
        foreach (var receipt in entry.Node.Receipts) Add(text, words["entry.receipts"], receipt.Certificate, words);
        foreach (var organisation in entry.Organisations)
        {
            foreach (var seal in organisation.Seals) Add(text, words.With("entry.seal", organisation.ShortName ?? organisation.Name), seal.Certificate, words);
        }

        return text.ToString();
    }

    private static void Add(StringBuilder text, string what, string? pem, Words words)
    {
        if (pem is null || Certificate.Parse(Encoding.UTF8.GetBytes(pem)) is not { } certificate) return;
        text.AppendLine($"  {what}  {words.With("entry.valid", StatusText.Time(certificate.NotBefore), StatusText.Time(certificate.NotAfter))}");
        foreach (var line in Fingerprint.Lines(certificate.Thumbprint)) text.AppendLine($"    {line}");
    }
}
