namespace Sed.Exchange.Tests.House;

/// <summary>
/// A part of a document that is written from code, between <c>&lt;!-- from code: NAME --&gt;</c> and <c>&lt;!-- end --&gt;</c>.
/// A test compares it with the code; with <c>SEDX_WRITE_TABLES=1</c> the same test writes it instead.
/// </summary>
internal static class DocumentTable
{
    /// <summary>Fails, with the whole expected text, when the document says something else than the code.</summary>
    /// <param name="document">Path from the root.</param>
    /// <param name="name">Name of the part.</param>
    /// <param name="expected">Its lines.</param>
    public static void Check(string document, string name, IEnumerable<string> expected)
    {
        var begin = $"<!-- from code: {name} -->\n";
        var text = Repository.Read(document);
        var start = text.IndexOf(begin, StringComparison.Ordinal);
        var end = start < 0 ? -1 : text.IndexOf("<!-- end -->", start, StringComparison.Ordinal);
        Assert.True(end > 0, $"{document} has no part \"{name}\" ({begin.Trim()} … <!-- end -->).");
        start += begin.Length;
        var wanted = string.Join('\n', expected) + "\n";
        if (text[start..end] == wanted) return;
        if (Environment.GetEnvironmentVariable("SEDX_WRITE_TABLES") == "1")
        {
            File.WriteAllText(Path.Combine(Repository.Root, document), text[..start] + wanted + text[end..]);
            return;
        }

        Assert.Fail($"{document}, part \"{name}\", is not what the code says (SEDX_WRITE_TABLES=1 lets this test write it):\n{wanted}");
    }
}
