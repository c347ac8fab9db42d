namespace Sed.Exchange.Tests.House;

/// <summary>Assertions whose failure lists every finding whole: whoever reads it mends them all at once.</summary>
internal static class Expect
{
    /// <summary>Fails with every row when there is one.</summary>
    public static void None(IEnumerable<string> found, string rule)
    {
        var rows = found.ToList();
        Assert.True(rows.Count == 0, $"{rule}\n  {string.Join("\n  ", rows)}");
    }
}
