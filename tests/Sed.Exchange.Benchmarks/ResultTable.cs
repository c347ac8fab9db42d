using System.Globalization;
using System.Text;

namespace Sed.Exchange.Benchmarks;

/// <summary>Results of every suite at one size, as a table of <c>docs/performance.md</c>.</summary>
internal sealed class ResultTable(int length)
{
    private readonly List<SuiteResult> _results = [];

    /// <summary>4 KB, 1 MB.</summary>
    public static string Size(int length) => length >= 1024 * 1024 ? $"{length / (1024 * 1024)} MB" : $"{length / 1024} KB";

    /// <summary>Adds a suite.</summary>
    public void Add(SuiteResult result) => _results.Add(result);

    /// <summary>Rows are operations, columns are suites.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"### A document of {Size(length)}\n\n");
        Row(text, "per second", result => $"`{result.Suite}`");
        Row(text, "---", _ => "---");
        Row(text, "bare: hash of the document", result => result.Hash.ToString());
        Row(text, "bare: sign a digest", result => result.Sign.ToString());
        Row(text, "bare: check a signature", result => result.Verify.ToString());
        Row(text, "seal a container", result => result.Seal.ToString());
        Row(text, "open a container", result => result.Open.ToString());
        Row(text, "write a receipt", result => result.WriteReceipt.ToString());
        Row(text, "open a receipt", result => result.OpenReceipt.ToString());
        Row(text, "whole delivery, one at a time", result => result.DeliverAlone.ToString());
        Row(text, $"whole delivery, {WholeDelivery.UnderWay} under way", result => result.Deliver.ToString());

        // How much of the time is cryptography that no better program could save: the bare calls that the operation has to make.
        Row(text, "bare cryptography in: seal", result => Share(result.Sign.Seconds + 2 * result.Hash.Seconds, result.Seal.Seconds));
        Row(text, "… open a container", result => Share(result.Verify.Seconds + 2 * result.Hash.Seconds, result.Open.Seconds));
        Row(text, "… write a receipt", result => Share(result.Sign.Seconds, result.WriteReceipt.Seconds));
        Row(text, "… open a receipt", result => Share(result.Verify.Seconds, result.OpenReceipt.Seconds));
        Row(text, "… whole delivery, one at a time", result => Share(InDelivery(result), result.DeliverAlone.Seconds));
        return text.ToString();
    }

    // Seal, Accepted, Delivered are signed; the origin looks at its own seal, the recipient's node at the container, the origin at Delivered.
    // Contents are hashed as files and as octets of the container, at each of sealing, own look and reception.
    private static double InDelivery(SuiteResult result) => 3 * result.Sign.Seconds + 3 * result.Verify.Seconds + 6 * result.Hash.Seconds;

    private static string Share(double bare, double whole) => (bare / whole).ToString("0 %", CultureInfo.InvariantCulture);

    private void Row(StringBuilder text, string name, Func<SuiteResult, string> cell) =>
        text.Append("| ").Append(name).Append(" | ").AppendJoin(" | ", _results.Select(cell)).Append(" |\n");
}
