using Sed.Exchange.Containers.Zip;
using Xunit.Abstractions;

namespace Sed.Exchange.Tests.Zip;

/// <summary>Archives of ten other projects, each with the verdict it must get (vectors/zip/verdicts.csv).</summary>
public sealed class ForeignArchiveTests(ITestOutputHelper output)
{
    [SharedFact]
    public void Every_archive_gets_its_verdict_or_a_stricter_allowed_one()
    {
        if (SharedFolder.Find("vectors", "zip") is not { } folder) return;
        var rows = ReadRows(Path.Combine(folder, "verdicts.csv"));
        Assert.NotEmpty(rows);
        var wrong = new List<string>();
        foreach (var (file, expected, reason) in rows)
        {
            using var stream = File.OpenRead(Path.Combine(folder, file));
            var reading = ZipReader.Read(stream, ZipRules.Foreign, CancellationToken.None);
            var fault = reading.Fault ?? reading.CheckContents(CancellationToken.None);
            output.WriteLine($"{expected,-14} {file}: {(fault is null ? "accepted" : $"{fault.Kind}, {fault.Seen}")}");
            var right = expected switch
            {
                "accept" => fault is null,
                "reject" => fault is not null,
                // Safe: our accepting means one meaning per name and nothing outside, which the reader's own rules are.
                "reject-or-safe" => fault is not null || reading.Entries.All(entry => ZipNames.IsSafe(entry.Name)),
                _ => false,
            };
            if (!right) wrong.Add($"{file}: expected {expected} ({reason}), got {fault?.ToString() ?? "accepted"}");
        }

        output.WriteLine($"{rows.Count - wrong.Count} of {rows.Count} agree");
        Assert.Empty(wrong);
    }

    [SharedFact]
    public void None_of_them_is_an_archive_in_our_own_canonical_form()
    {
        if (SharedFolder.Find("vectors", "zip") is not { } folder) return;
        foreach (var (file, _, _) in ReadRows(Path.Combine(folder, "verdicts.csv")))
        {
            using var stream = File.OpenRead(Path.Combine(folder, file));
            Assert.NotNull(ZipReader.Read(stream, ZipRules.Canonical, CancellationToken.None).Fault);
        }
    }

    private static List<(string File, string Expected, string Reason)> ReadRows(string csv) =>
        [.. File.ReadLines(csv).Skip(1).Select(line => line.Split(',')).Select(cells => (cells[0], cells[2], cells[3]))];
}
