using System.Text;
using Sed.Exchange.Packages;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Tests.Packages;

/// <summary>Passports that were written to cost a reader more than they cost their writer.</summary>
public sealed class HostilePassportTests
{
    private const string Marker = "<Foreign-content/>";

    [Fact]
    public void What_is_declared_around_foreign_content_is_kept_for_each_piece_within_bounds()
    {
        var passport = Expanded($"xmlns:x=\"urn:{new string('x', 1_000_000)}\"", string.Concat(Enumerable.Repeat("<x:a/>", 400)));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var faults = Read(passport);

        Assert.Contains(faults, fault => fault is { Refuses: true, Code: PackageCodes.PassportTooLarge });
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 500_000_000);
    }

    [Fact]
    public void A_name_of_a_foreign_attribute_is_no_way_around_it()
    {
        var content = string.Concat(Enumerable.Repeat("<Contact x:a=\"\"/>", 400));
        var faults = Read(Expanded($"xmlns:x=\"urn:{new string('x', 1_000_000)}\"", $"<x:b>{content}</x:b>"));
        Assert.DoesNotContain(faults, fault => fault.Code == PackageCodes.PassportTooLarge);

        var letter = Text(Passports.Letter()).Replace("<Resource ", "<Resource x:a=\"\" ", StringComparison.Ordinal);
        var row = letter[letter.IndexOf("<Resource ", StringComparison.Ordinal)..];
        row = row[..(row.IndexOf("/>", StringComparison.Ordinal) + 2)];
        var many = letter.Replace(row, string.Concat(Enumerable.Repeat(row, 400)), StringComparison.Ordinal);
        Assert.Contains(
            Read(many.Replace("<DocInfo ", $"<DocInfo xmlns:x=\"urn:{new string('x', 1_000_000)}\" ", StringComparison.Ordinal)),
            fault => fault is { Refuses: true, Code: PackageCodes.PassportTooLarge });
    }

    [Fact]
    public void Much_foreign_content_that_declares_little_is_taken()
    {
        var faults = Read(Expanded("xmlns:x=\"urn:x\"", string.Concat(Enumerable.Repeat("<x:a/>", 100_000))));
        Assert.DoesNotContain(faults, fault => fault.Refuses);
    }

    private static string Expanded(string declaration, string content) => Text(Passports.Letter() with { Expansion = new SevExpansion { Content = [Marker] } })
        .Replace("<DocInfo ", $"<DocInfo {declaration} ", StringComparison.Ordinal)
        .Replace("<Foreign-content xmlns=\"\" />", content, StringComparison.Ordinal)
        .Replace(Marker, content, StringComparison.Ordinal);

    private static string Text(SevDocInfo letter) => Encoding.UTF8.GetString(SevWriter.Write(letter, new SevWriterOptions { AsRead = true }));

    private static IReadOnlyList<PackageFault> Read(string passport) => SevReader.Read(Encoding.UTF8.GetBytes(passport)).Faults;
}
